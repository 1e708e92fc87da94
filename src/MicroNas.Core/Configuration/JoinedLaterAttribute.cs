namespace MicroNas.Core.Configuration;

/// <summary>
/// An option that joined after results of its section were kept: at <paramref name="former"/>, which does what was done without
/// it, it is left out of the canonical form, so that no key of an earlier result changes. That value stays when the default changes.
/// </summary>
/// <param name="former">The value that stands for what was done before.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class JoinedLaterAttribute(object former) : Attribute
{
    public object Former { get; } = former;
}
