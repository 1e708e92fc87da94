namespace MicroNas.Core.Datasets.Arrays;

/// <summary>Named arrays: a folder of <c>.npy</c> files or an <c>.npz</c> archive.</summary>
internal interface IArraySource : IDisposable
{
    /// <summary>The folder or archive, for messages.</summary>
    string Origin { get; }

    /// <summary>The arrays' names without <c>.npy</c>.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Reads one of <see cref="Names"/>.</summary>
    NpyArray Read(string name);
}
