namespace MicroNas.Core.Targets;

/// <summary>Arm Cortex-M cores; they differ in their instructions (DSP extension from M4 on) and in cycles an instruction.</summary>
public enum ProcessorCore
{
    CortexM0Plus,
    CortexM3,
    CortexM4,
    CortexM7,
    CortexM33,
}
