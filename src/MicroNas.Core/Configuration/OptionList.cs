namespace MicroNas.Core.Configuration;

/// <summary>The list types that options can have.</summary>
internal static class OptionList
{
    /// <summary>The T of an EquatableArray of T, or null for any other type.</summary>
    public static Type? ElementType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>Boxes an EquatableArray of the values.</summary>
    public static object Create(Type element, IReadOnlyList<object> values)
    {
        if (element == typeof(string))
        {
            return EquatableArrayBuilder.Create<string>([.. values.Cast<string>()]);
        }

        if (element == typeof(int))
        {
            return EquatableArrayBuilder.Create<int>([.. values.Cast<int>()]);
        }

        if (element == typeof(EquatableArray<string>))
        {
            return EquatableArrayBuilder.Create<EquatableArray<string>>([.. values.Cast<EquatableArray<string>>()]);
        }

        throw new NotSupportedException($"no option has a list of {element}");
    }
}
