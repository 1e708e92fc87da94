using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace MicroNas.Core.Configuration;

/// <summary>One option of a section: what reader, schema and canonical form derive from a property and its attributes.</summary>
internal sealed record OptionDescription(PropertyInfo Property, string Key, Type ValueType, bool IsRequired, bool IsNullable)
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<OptionDescription>> Known = new();

    /// <summary>Whether the value is itself a group of options.</summary>
    public bool IsSection => ValueType.IsClass && ValueType != typeof(string);

    /// <summary>See <see cref="JoinedLaterAttribute"/>; null for an option that was always there.</summary>
    public object? Former => Property.GetCustomAttribute<JoinedLaterAttribute>()?.Former;

    /// <summary>See <see cref="DependentDefaultAttribute"/>.</summary>
    public bool HasDependentDefault => Property.IsDefined(typeof(DependentDefaultAttribute));

    public IEnumerable<ValidationAttribute> Checks =>
        Property.GetCustomAttributes<ValidationAttribute>().Where(attribute => attribute is not RequiredAttribute);

    /// <summary>The options of a section, in the order in which its type declares them.</summary>
    public static IReadOnlyList<OptionDescription> Of(Type section) => Known.GetOrAdd(section, Describe);

    /// <summary>What a member is called in the file.</summary>
    public static string NameOf(MemberInfo member) =>
        member.GetCustomAttribute<OptionNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    /// <summary>What a choice is called in the file.</summary>
    public static string NameOf(Enum choice) => Choices(choice.GetType()).First(other => other.Value.Equals(choice)).Name;

    /// <summary>The choices of an enumeration as they stand in the file.</summary>
    public static IEnumerable<(string Name, object Value)> Choices(Type enumeration) =>
        enumeration.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (NameOf(field), field.GetValue(null)!));

    private static IReadOnlyList<OptionDescription> Describe(Type section)
    {
        var nullability = new NullabilityInfoContext();
        return [.. section
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true })
            .OrderBy(property => property.MetadataToken)
            .Select(property => new OptionDescription(
                property,
                NameOf(property),
                Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType,
                property.IsDefined(typeof(RequiredAttribute)),
                nullability.Create(property).ReadState == NullabilityState.Nullable))];
    }
}
