namespace MicroNas.Core.Interpretation;

/// <summary>One operator, prepared. A step holds constants only, so that many threads can run it at once.</summary>
internal abstract class InterpreterStep
{
    /// <summary>int16 values of the workspace that it needs.</summary>
    public virtual int RowLength => 0;

    public abstract void Run(Workspace workspace);
}
