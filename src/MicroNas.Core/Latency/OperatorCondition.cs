namespace MicroNas.Core.Latency;

/// <summary>Which operators of a kind a set of coefficients is for: kernels branch on shapes.</summary>
public enum OperatorCondition
{
    Always,

    /// <summary>Convolution with a 1 x 1 kernel and stride 1.</summary>
    Pointwise,

    /// <summary>Convolution with a 1 x 1 kernel, stride 1 and input channels that 4 divides: CMSIS-NN's fast path.</summary>
    PointwiseChannels4,

    /// <summary>Convolution with input channels that 4 divides.</summary>
    Channels4,

    /// <summary>Convolution of one input channel.</summary>
    OneChannel,

    /// <summary>Convolution that the MicroNas runtime computes along lines.</summary>
    Lines,

    /// <summary>Convolution that the MicroNas runtime computes pixel by pixel.</summary>
    Pixels,

    /// <summary>Convolution that the MicroNas runtime computes on copied windows.</summary>
    Patches,

    /// <summary>Convolution that the MicroNas runtime computes with packed operands.</summary>
    Packed,

    /// <summary>Convolution that the MicroNas runtime computes column by column: first layers.</summary>
    Column,

    /// <summary>At least four channels, which the MicroNas runtime pools four at a time.</summary>
    FourChannels,
}
