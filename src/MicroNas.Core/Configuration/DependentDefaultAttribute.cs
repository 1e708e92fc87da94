namespace MicroNas.Core.Configuration;

/// <summary>
/// An option whose default depends on other options or on the data: no one number that is written out means the same as leaving it
/// out, so that the schema gives editors none to fill in.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DependentDefaultAttribute : Attribute;
