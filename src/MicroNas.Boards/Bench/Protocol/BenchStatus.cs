namespace MicroNas.Boards.Bench.Protocol;

/// <summary>The first byte of every answer: <c>bench_status</c> of bench_protocol.h.</summary>
internal enum BenchStatus : byte
{
    Ok = 0,
    WrongVersion = 1,
    UnknownRequest = 2,
    WrongLength = 3,
    NoSession = 4,
    SequenceReused = 5,
    UnknownOperator = 6,
    UnknownKernel = 7,
    BadParameter = 8,
    KernelRefuses = 9,
    ArenaTooSmall = 10,
    WeightsTooMany = 11,
    TooManyProducts = 12,
    NoModel = 13,
}
