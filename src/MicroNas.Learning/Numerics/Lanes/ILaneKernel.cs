namespace MicroNas.Learning.Numerics.Lanes;

/// <summary>A loop body that can be run in any width.</summary>
internal interface ILaneKernel
{
    /// <summary>Does the work for the channels (or elements) from <paramref name="start"/> on, as many as the lanes hold.</summary>
    void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>;
}
