namespace MicroNas.Core.Configuration;

/// <summary>The name of an option or of one of its choices in <c>micronas.yaml</c>, where it is not the member's name in camel case.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class OptionNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
