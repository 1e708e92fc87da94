namespace MicroNas.Benchmarks.UciHar;

/// <summary>The folder of results, one file a case.</summary>
internal sealed class CaseStore(string folder)
{
    public string Folder => folder;

    /// <summary>Null where the case has not been run, or its file is damaged: it is run again then.</summary>
    public CaseResult? TryRead(UciHarCase entry) => ResultFile.TryRead<CaseResult>(PathOf(entry));

    public void Write(CaseResult result) => ResultFile.Write(PathOf(result.Case), result);

    private string PathOf(UciHarCase entry) => Path.Combine(folder, entry.Id + ".json");
}
