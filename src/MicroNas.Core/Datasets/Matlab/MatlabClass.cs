namespace MicroNas.Core.Datasets.Matlab;

/// <summary>The types of MATLAB's variables, with their numbers in a <c>.mat</c> file of version 5.</summary>
internal enum MatlabClass
{
    Cell = 1,
    Structure,
    Object,
    Text,
    Sparse,
    Double,
    Single,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Function,
    Opaque,
}
