namespace MicroNas.Boards.Bench.Protocol;

/// <summary><c>bench_request_type</c> of bench_protocol.h; an answer's type has bit 7 set.</summary>
internal enum BenchRequestType : byte
{
    Hello = 1,
    Measure = 2,
    Describe = 3,
    RunModel = 4,
}
