using System.Text.Json.Nodes;

namespace MicroNas.Cli.Tests.Support;

/// <summary>What two builds of one yaml have in common wherever and however they ran.</summary>
/// <param name="Contents">Files that a firmware compiles, by name, in hexadecimal digits; and the report but for its times.</param>
/// <param name="Candidates">How many architectures were tried; one of them was chosen.</param>
internal sealed record BuildResults(SortedDictionary<string, string> Contents, int Candidates)
{
    /// <summary>Of the tool, for a build with an output folder and a cache of its own, and without a lock file.</summary>
    /// <param name="place">Name of the output folder.</param>
    public static string[] Arguments(TemporaryFolder folder, string yaml, string place) =>
        ["build", yaml, "--no-lock", "--output", folder.File(place), "--cache", folder.File(place + "-cache")];

    /// <param name="output">The folder that the build wrote.</param>
    public static BuildResults Of(string output)
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in File.ReadAllLines(Path.Combine(output, "outputs.txt")))
        {
            contents.Add(Path.GetFileName(path), Convert.ToHexString(File.ReadAllBytes(path)));
        }

        var report = JsonNode.Parse(File.ReadAllText(Path.Combine(output, "report.json")))!.AsObject();
        var candidates = report["candidates"]!.AsArray();
        Assert.Single(candidates, candidate => (bool)candidate!["chosen"]!);
        report.Remove("searchSeconds");
        report.Remove("trainingSeconds");
        contents["report.json"] = report.ToJsonString();
        return new BuildResults(contents, candidates.Count);
    }
}
