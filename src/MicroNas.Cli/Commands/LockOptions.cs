using System.CommandLine;
using MicroNas.Core.Pipeline.Locks;

namespace MicroNas.Cli.Commands;

/// <summary>What a verb does with the lock file beside the yaml: <c>--locked</c> and <c>--no-lock</c>.</summary>
internal sealed class LockOptions
{
    private readonly Option<bool> locked = new("--locked")
    {
        Description = "Take everything from the lock file beside the yaml; an error where it does not hold. Nothing is searched, trained or characterized.",
    };

    private readonly Option<bool> none = new("--no-lock") { Description = "Neither read nor write the lock file." };

    public void AddTo(Command command)
    {
        command.Add(locked);
        command.Add(none);
        command.Validators.Add(result =>
        {
            if (result.GetValue(locked) && result.GetValue(none))
            {
                result.AddError("--locked and --no-lock exclude each other: give one of them.");
            }
        });
    }

    public LockMode Mode(ParseResult result) => result.GetValue(locked) ? LockMode.Locked : result.GetValue(none) ? LockMode.Ignore : LockMode.Update;
}
