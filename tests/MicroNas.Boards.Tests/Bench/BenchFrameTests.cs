using FsCheck.Xunit;
using MicroNas.Boards.Bench;
using MicroNas.Boards.Bench.Lines;
using MicroNas.Boards.Bench.Protocol;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Boards.Tests.Bench;

public sealed class BenchFrameTests
{
    [Property(MaxTest = 300)]
    public bool A_frame_comes_through_whatever_noise_goes_before(byte type, ushort sequence, byte[] noise, byte seed)
    {
        var payload = new byte[seed % 65];
        new Random(seed).NextBytes(payload);
        var frame = BenchFrame.Create(type, sequence, payload);
        var reader = new FrameReader();

        var found = noise.Concat(frame.ToLine()).Select(reader.Take).OfType<BenchFrame>().ToList();

        return found.Count == 1 && found[0].ToLine().SequenceEqual(frame.ToLine()) && found[0].Payload.SequenceEqual(payload);
    }

    [Fact]
    public void No_flip_of_up_to_two_bits_passes_for_a_frame()
    {
        var line = BenchFrame.Create(2, 0x1234, [.. Enumerable.Range(0, 36).Select(i => (byte)(i * 7))]).ToLine();
        var reader = new FrameReader();
        var bits = 8 * (line.Length - 2);
        for (var first = 0; first < bits; first++)
        {
            for (var second = first; second < bits; second += 13)
            {
                byte[] damaged = [.. line];
                damaged[1 + (first / 8)] ^= (byte)(1 << (first % 8));
                damaged[1 + (second / 8)] ^= (byte)(second == first ? 0 : 1 << (second % 8));
                Assert.DoesNotContain(damaged.Select(reader.Take), frame => frame is not null);
            }
        }
    }

    [Property(MaxTest = 300)]
    public bool Stuffed_bytes_hold_no_zero_and_come_back(byte[] bytes, byte repetitions)
    {
        byte[] all = [.. Enumerable.Repeat(bytes, 1 + (repetitions % 20)).SelectMany(part => part)];
        var stuffed = ByteStuffing.Stuff(all);
        return !stuffed.Contains((byte)0) && ByteStuffing.Unstuff(stuffed)!.SequenceEqual(all) && stuffed.Length <= all.Length + 1 + (all.Length / 254);
    }

    [Fact]
    public void Firmware_of_another_protocol_version_is_named_with_both_versions()
    {
        using var line = new AnsweringLine(request =>
        {
            byte[] payload = [1, .. BitConverter.GetBytes(request.Checksum)];
            return BenchFrame.Create((byte)(request.Type | 0x80), request.Sequence, payload, version: 2);
        });

        var error = Assert.Throws<MicroNasException>(() => new BenchClient(line, BenchTiming.Serial, TimeProvider.System, CancellationToken.None));

        Assert.Equal(DiagnosticCodes.BenchProtocolMismatch, error.Diagnostics.Single().Code);
        Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A line whose other end answers every frame at once.</summary>
    private sealed class AnsweringLine(Func<BenchFrame, BenchFrame> answer) : IByteLine
    {
        private readonly FrameReader reader = new();
        private readonly Queue<byte> answers = new();

        public string Name => "a test";

        public void Write(ReadOnlySpan<byte> bytes)
        {
            foreach (var value in bytes)
            {
                if (reader.Take(value) is { } frame)
                {
                    answer(frame).ToLine().ToList().ForEach(answers.Enqueue);
                }
            }
        }

        public int Read(Span<byte> buffer, TimeSpan timeout)
        {
            var count = 0;
            while (count < buffer.Length && answers.TryDequeue(out buffer[count]))
            {
                count++;
            }

            return count;
        }

        public void Dispose()
        {
        }
    }
}
