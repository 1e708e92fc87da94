using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;

namespace MicroNas.Build;

/// <summary>
/// Looks for the objects that a compiler made before by the same command from the same files. Where there are none, <see cref="Commands"/> make them in
/// <see cref="Part"/>, and <see cref="KeepObjects"/> gives that folder its name. Builds that run at once may share the directory.
/// </summary>
public sealed class FindObjects : Microsoft.Build.Utilities.Task
{
    // Short, because paths on Windows may not be long.
    private const int KeyDigits = 16;
    private const int PartDigits = 8;

    /// <summary>They are made within seconds: an older part is that of a build that was killed.</summary>
    private static readonly TimeSpan PartAge = TimeSpan.FromDays(1);

    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    /// <summary>Of all kept objects; made when it is missing.</summary>
    [Required]
    public string Directory { get; set; } = "";

    /// <summary>The compiler's command, with all options but the sources.</summary>
    [Required]
    public string Command { get; set; } = "";

    /// <summary>What the compiler says of itself, its target included: after an update it makes other objects.</summary>
    public string CompilerVersion { get; set; } = "";

    /// <summary>Files with different names.</summary>
    [Required]
    public ITaskItem[] Sources { get; set; } = [];

    /// <summary>In the order of <see cref="Sources"/>; empty where they are to be made.</summary>
    [Output]
    public ITaskItem[] Objects { get; set; } = [];

    /// <summary>An empty folder where they are to be made; empty where they are there already.</summary>
    [Output]
    public string Part { get; set; } = "";

    /// <summary>When that was found.</summary>
    [Output]
    public string Started { get; set; } = "";

    /// <summary>For a shell, a line a source; the first one that fails is the last.</summary>
    [Output]
    public string Commands { get; set; } = "";

    public override bool Execute()
    {
        try
        {
            var folder = Path.Combine(Path.GetFullPath(Directory), Key());
            if (KeptObjects.Find(folder, KeepObjects.Names(Sources)) is { } kept)
            {
                Objects = kept.Items;
            }
            else
            {
                Part = Path.Combine(folder, Guid.NewGuid().ToString("N").Substring(0, PartDigits) + KeptObjects.PartSuffix);
                System.IO.Directory.CreateDirectory(Part);
                RemoveOldParts(folder);
                Commands = string.Join("\n", Sources.Select(CommandOf));
                Started = KeepObjects.Format(DateTime.UtcNow);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            KeepObjects.LogFailure(Log, Directory, exception);
        }

        return !Log.HasLoggedErrors;
    }

    private string CommandOf(ITaskItem source)
    {
        var name = Path.Combine(Part, source.GetMetadata("Filename"));
        // A batch file that is called without this word does not come back.
        var (call, otherwise) = IsWindows ? ("call ", "|| exit /b 1") : ("", "|| exit 1");
        return $"{call}{Command} -MD -MF \"{name}.d\" -c \"{source.GetMetadata("FullPath")}\" -o \"{name}.o\" {otherwise}";
    }

    /// <summary>In this folder all names are ours.</summary>
    private static void RemoveOldParts(string folder)
    {
        foreach (var part in new DirectoryInfo(folder).GetDirectories("*" + KeptObjects.PartSuffix).Where(part => DateTime.UtcNow - part.LastWriteTimeUtc > PartAge))
        {
            new KeptObjects(part.FullName, []).RemoveQuietly();
        }
    }

    /// <summary>Of all that is known before the compiler runs.</summary>
    private string Key()
    {
        var text = new StringBuilder(Regex.Replace(Command, " +", " ")).Append('\n').Append(CompilerVersion).Append('\n');
        text.Append(Environment.GetEnvironmentVariable("CPATH")).Append('\n').Append(Environment.GetEnvironmentVariable("C_INCLUDE_PATH")).Append('\n');
        foreach (var path in Sources.Select(file => file.GetMetadata("FullPath")))
        {
            text.Append(ContentHash.OfFile(path)).Append(' ').Append(path).Append('\n');
        }

        return ContentHash.Of(Encoding.UTF8.GetBytes(text.ToString())).Substring(0, KeyDigits);
    }
}
