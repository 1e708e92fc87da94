namespace MicroNas.Core.Configuration;

/// <summary>How the temperature of the Gumbel softmax falls during a search.</summary>
public enum TemperatureFall
{
    /// <summary>With the share of the steps that is done.</summary>
    Progress,

    /// <summary>By one factor a step, as in the paper.</summary>
    Step,
}
