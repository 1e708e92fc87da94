using MicroNas.Boards.Elf;
using Microsoft.Build.Framework;

namespace MicroNas.Build;

/// <summary>Fails the build when a linked firmware needs more flash or RAM than its board has, and otherwise says in one line what it needs.</summary>
public sealed class CheckFirmwareFit : Microsoft.Build.Utilities.Task
{
    /// <summary>The linked program.</summary>
    [Required]
    public string Program { get; set; } = "";

    /// <summary>The board's name, for messages.</summary>
    [Required]
    public string Board { get; set; } = "";

    public override bool Execute()
    {
        try
        {
            var fit = FirmwareFit.Of(ElfProgram.Parse(File.ReadAllBytes(Program)));
            if (fit.Fits)
            {
                Log.LogMessage(MessageImportance.High, "{0}", fit.Summary);
            }
            else
            {
                LogError("MNAS7107", fit.Complaint(Board));
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            LogError("MNAS7108", $"The program that was linked for {Board}, {Program}, cannot be read: {error.Message}.");
        }

        return !Log.HasLoggedErrors;
    }

    private void LogError(string code, string message) => Log.LogError(null, code, null, null, 0, 0, 0, 0, "{0}", message);
}
