namespace MicroNas.Core.Architectures;

/// <summary>Rounding of sizes.</summary>
internal static class Alignment
{
    public static int Up(int bytes, int alignment) => checked(bytes + alignment - 1) / alignment * alignment;
}
