namespace MicroNas.Core.Interpretation;

/// <summary>One operator, prepared. A step holds constants only, so that many threads can run it at once.</summary>
internal abstract class InterpreterStep
{
    public abstract void Run(Workspace workspace);
}
