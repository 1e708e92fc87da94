using System.Security.Cryptography;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MicroNas.Build;

/// <summary>
/// Looks for the objects that a compiler made of the same sources before. Their folder is named by the content that they were made from, so that it
/// never changes once it is there: builds that run at once may share it. Where there is none, <see cref="Commands"/> make them in <see cref="Part"/>, and
/// <see cref="KeepObjects"/> gives that folder its name.
/// </summary>
public sealed class FindObjects : Microsoft.Build.Utilities.Task
{
    private const int KeyDigits = 32;
    private const string PartSuffix = ".part";

    /// <summary>They are made within seconds: an older part is that of a build that was killed.</summary>
    private static readonly TimeSpan PartAge = TimeSpan.FromDays(1);

    /// <summary>Of all kept objects; made when it is missing.</summary>
    [Required]
    public string Directory { get; set; } = "";

    /// <summary>The compiler's command, with all options but the sources.</summary>
    [Required]
    public string Command { get; set; } = "";

    /// <summary>What the compiler says of itself: after an update it makes other objects.</summary>
    public string CompilerVersion { get; set; } = "";

    /// <summary>Files with different names.</summary>
    [Required]
    public ITaskItem[] Sources { get; set; } = [];

    /// <summary>Every file that the sources can include.</summary>
    public ITaskItem[] Headers { get; set; } = [];

    /// <summary>In the order of <see cref="Sources"/>.</summary>
    [Output]
    public ITaskItem[] Objects { get; set; } = [];

    /// <summary>Where they stand.</summary>
    [Output]
    public string Folder { get; set; } = "";

    /// <summary>An empty folder where they are to be made; empty where they are there already.</summary>
    [Output]
    public string Part { get; set; } = "";

    /// <summary>For a shell, a line a source; the first one that fails is the last.</summary>
    [Output]
    public string Commands { get; set; } = "";

    public override bool Execute()
    {
        try
        {
            Folder = Path.Combine(Path.GetFullPath(Directory), Key());
            Objects = [.. Sources.Select(source => new TaskItem(NameModels.Escape(Path.Combine(Folder, source.GetMetadata("Filename") + ".o"))))];
            if (!KeepObjects.AreThere(Objects))
            {
                Part = $"{Folder}.{Guid.NewGuid():N}{PartSuffix}";
                System.IO.Directory.CreateDirectory(Part);
                RemoveOldParts();
                var otherwise = Path.DirectorySeparatorChar == '\\' ? "|| exit /b 1" : "|| exit 1";
                Commands = string.Join("\n", Sources.Select(source =>
                    $"{Command} -c \"{source.GetMetadata("FullPath")}\" -o \"{Path.Combine(Part, source.GetMetadata("Filename"))}.o\" {otherwise}"));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            KeepObjects.LogFailure(Log, Directory, exception);
        }

        return !Log.HasLoggedErrors;
    }

    private void RemoveOldParts()
    {
        foreach (var part in new DirectoryInfo(Directory).GetDirectories("*" + PartSuffix).Where(part => DateTime.UtcNow - part.LastWriteTimeUtc > PartAge))
        {
            try
            {
                part.Delete(recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // Another build removed it.
            }
        }
    }

    private string Key()
    {
        using var hash = SHA256.Create();
        var text = new StringBuilder(Command).Append('\n').Append(CompilerVersion).Append('\n');
        foreach (var path in Sources.Concat(Headers).Select(file => file.GetMetadata("FullPath")))
        {
            text.Append(Hexadecimal(hash.ComputeHash(File.ReadAllBytes(path)))).Append(' ').Append(path).Append('\n');
        }

        return Hexadecimal(hash.ComputeHash(Encoding.UTF8.GetBytes(text.ToString()))).Substring(0, KeyDigits);
    }

    private static string Hexadecimal(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();
}
