namespace MicroNas.Core.Configuration;

/// <summary>How windows are divided into training, validation and test.</summary>
public enum SplitKind
{
    /// <summary>Given where the data has a test part, otherwise by subject where there are three people or more, or some are listed, otherwise by fraction.</summary>
    Auto,

    /// <summary>The data's own training and test parts.</summary>
    Given,

    /// <summary>A share of the windows of every class.</summary>
    Fraction,

    /// <summary>A share of all windows, whatever their class, person or recording.</summary>
    Random,

    /// <summary>A share of the people, or the people that are listed.</summary>
    Subject,
}
