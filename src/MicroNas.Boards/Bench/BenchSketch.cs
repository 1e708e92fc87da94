using MicroNas.Boards.Toolchain;

namespace MicroNas.Boards.Bench;

/// <summary>The bench firmware as a folder that the Arduino IDE and arduino-cli open: sketch, runtime and protocol together.</summary>
public static class BenchSketch
{
    public const string Name = "micronas_bench";

    /// <summary>Copies everything to <c>parent/micronas_bench</c>, which must not exist.</summary>
    /// <returns>The sketch's folder.</returns>
    /// <exception cref="IOException">The folder exists, or cannot be written; nothing half-written stays.</exception>
    public static string Write(FirmwareLayout layout, string parent)
    {
        var folder = Path.Combine(parent, Name);
        if (Path.Exists(folder))
        {
            throw new IOException($"{folder} exists. Delete it, or name another folder with --out.");
        }

        Directory.CreateDirectory(parent);
        var temporary = Path.Combine(parent, $".{Name}.{Path.GetRandomFileName()}");
        try
        {
            var source = Directory.CreateDirectory(Path.Combine(temporary, "src")).FullName;
            var sketch = Name + ".ino";
            File.Copy(Path.Combine(layout.Bench, "arduino", Name, sketch), Path.Combine(temporary, sketch));
            foreach (var file in Directory.GetFiles(layout.Runtime).Concat(Directory.GetFiles(layout.Bench, "bench_*")).Where(IsNeeded))
            {
                // Arduino's builder takes no definitions: the file that tells the code's name gets it written in.
                var head = Path.GetFileName(file) == "bench_server.c" ? $"#define MICRONAS_BENCH_CODE \"{BenchFirmware.RuntimeCode(layout)}\"\n" : "";
                File.WriteAllText(Path.Combine(source, Path.GetFileName(file)), head + File.ReadAllText(file));
            }

            Directory.Move(temporary, folder);
            return folder;
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    /// <summary>The sketch has a main of its own.</summary>
    private static bool IsNeeded(string file) => Path.GetFileName(file) != "bench_main.c" && Path.GetExtension(file) is (".c" or ".h" or ".S");
}
