namespace MicroNas.Core.Emission;

/// <summary>
/// Puts convolution weights into the order in which the runtime's inner loop reads them: blocks of four output channels,
/// the last padded with zeros; in a quad layout also four input channels at a time, which one SMLAD pair consumes.
/// </summary>
public static class WeightBlocking
{
    /// <summary>Output channels that the kernels compute together.</summary>
    public const int ChannelBlock = 4;

    private const int InputQuad = 4;

    /// <summary>Whether the kernel for quads of input channels serves.</summary>
    public static bool UsesQuads(int inputChannels) => inputChannels % InputQuad == 0;

    public static int PaddedChannels(int outputChannels) => (outputChannels + ChannelBlock - 1) / ChannelBlock * ChannelBlock;

    /// <summary>Bytes of flash of one convolution: blocked weights, biases, rescales and the descriptor (76 bytes on a 32-bit core).</summary>
    public static int FlashBytes(int taps, int inputChannels, int outputChannels) =>
        PaddedChannels(outputChannels) * ((taps * inputChannels) + sizeof(int) + (2 * sizeof(int))) + 76;

    /// <param name="weights">O x (H x W) x I, row-major.</param>
    /// <returns>[ceil(O/4)][taps][I][4], or [ceil(O/4)][taps][I/4][4 outputs][4 inputs] where <see cref="UsesQuads"/>.</returns>
    public static sbyte[] Block(ReadOnlySpan<sbyte> weights, int outputChannels, int taps, int inputChannels)
    {
        var inputGroup = UsesQuads(inputChannels) ? InputQuad : 1;
        var filter = taps * inputChannels;
        var blocked = new sbyte[PaddedChannels(outputChannels) * filter];
        for (var output = 0; output < outputChannels; output++)
        {
            var block = output / ChannelBlock * ChannelBlock * filter;
            var lane = output % ChannelBlock;
            for (var i = 0; i < filter; i++) // tap and input channel together: groups of inputs never cross a tap
            {
                var position = (i / inputGroup * inputGroup * ChannelBlock) + (lane * inputGroup) + (i % inputGroup);
                blocked[block + position] = weights[(output * filter) + i];
            }
        }

        return blocked;
    }
}
