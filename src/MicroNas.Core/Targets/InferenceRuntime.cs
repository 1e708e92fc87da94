namespace MicroNas.Core.Targets;

/// <summary>The runtime that executes the model on the microcontroller.</summary>
public enum InferenceRuntime
{
    /// <summary>The product's own C runtime (<c>firmware/runtime</c>): generated sources, planned arena.</summary>
    Micronas,

    /// <summary>TensorFlow Lite Micro with CMSIS-NN kernels: reads the .tflite.</summary>
    Tflm,
}
