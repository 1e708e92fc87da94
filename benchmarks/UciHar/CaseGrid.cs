namespace MicroNas.Benchmarks.UciHar;

/// <summary>All cases, the most telling first: a sitting that ends early has measured what matters most.</summary>
internal static class CaseGrid
{
    public const string UciHar = "uci-har";
    public const string Hapt = "hapt";
    public const string BasicMotions = "basic-motions";
    public const string RacketSports = "racket-sports";
    public const string L552 = "stm32l552ze";
    public const string F446 = "stm32f446re";
    public const string Tflm = "tflm";
    public const string Micronas = "micronas";
    public const int Seeds = 3;

    /// <summary>Where three seeds do not tell two methods apart, or a mean from its goal.</summary>
    public const int SeedsOfCloseComparisons = 6;

    public static IReadOnlyList<UciHarCase> All { get; } = [.. Settings().SelectMany(WithSeeds).DistinctBy(entry => entry.Id)];

    private static IEnumerable<UciHarCase> Settings() =>
    [
        .. Goals(),
        Classical(UciHar, SplitNames.Given),
        Classical(UciHar, SplitNames.Random),
        .. Latency(SplitNames.Given, L552, Micronas, 10, 25, 50, 100, null),
        .. Latency(SplitNames.Given, L552, Tflm, 10, 100),
        .. Baseline(UciHarCase.Random),
        .. LongerRandomSearch(),
        .. Latency(SplitNames.Random, L552, Tflm, 25, 50, 100, null, 10),
        .. Latency(SplitNames.Random, F446, Tflm, 25, 10, 50, 100),
        .. Baseline("scaled"),
        .. Latency(SplitNames.Given, L552, Tflm, 25, 50, null).Select(entry => entry with { Method = UciHarCase.Paper }),
        .. Latency(SplitNames.Given, L552, Tflm, 25, 50).Select(entry => entry with { Method = UciHarCase.PaperWhole }),
        .. Latency(SplitNames.Random, L552, Tflm, 25, 50, null).Select(entry => entry with { Method = UciHarCase.Paper }),
        .. Latency(SplitNames.Given, L552, Tflm, null, 50).SelectMany(entry =>
            new[] { entry with { Method = "darts" }, entry with { Method = "darts-gumbel" } }),
        .. Ablations.All.SelectMany(ablation => Latency(SplitNames.Given, L552, Tflm, 25).Select(entry => entry with { Method = ablation.Name })),
        .. Latency(SplitNames.Given, F446, Tflm, 10, 25, 50, 100),
        .. OtherPeople(),
        .. Memory(Tflm),
        .. Memory(Micronas),
        .. OtherData(),
    ];

    /// <summary>By subject, with the goals' budgets.</summary>
    private static IEnumerable<UciHarCase> Goals() =>
        [.. Latency(SplitNames.Given, L552, Tflm, 25, 50, null), .. Latency(SplitNames.Given, L552, Micronas, 25)];

    private static IEnumerable<UciHarCase> Latency(string split, string mcu, string runtime, params int?[] limits) =>
        limits.Select(limit => new UciHarCase(UciHar, split, mcu, runtime, limit, null, UciHarCase.DefaultMethod, 0));

    /// <summary>A method to compare with, at the small budgets. No network of the space keeps 10 ms with TFLM on the L552.</summary>
    private static IEnumerable<UciHarCase> Baseline(string method) =>
        Latency(SplitNames.Given, L552, Tflm, 25, 50).Concat(Latency(SplitNames.Given, L552, Micronas, 10, 25, 50))
            .Concat(Latency(SplitNames.Given, F446, Tflm, 10, 25))
            .Select(entry => entry with { Method = method });

    /// <summary>Where the published test people do not tell the search from a random search.</summary>
    private static IEnumerable<UciHarCase> OtherPeople() =>
        Latency(SplitNames.People, F446, Tflm, 25).Concat(Latency(SplitNames.People, L552, Micronas, 25))
            .SelectMany(entry => new[] { entry, entry with { Method = UciHarCase.Random } });

    /// <summary>Where random search of as many epochs took less time than the search, and was as good.</summary>
    private static IEnumerable<UciHarCase> LongerRandomSearch() =>
        Latency(SplitNames.Given, L552, Micronas, 10, 25).Select(entry => entry with { Method = UciHarCase.LongerRandom });

    private static IEnumerable<UciHarCase> Memory(string runtime) => new[] { 5, 10, 20, 40 }.Select(limit =>
        new UciHarCase(UciHar, SplitNames.Given, L552, runtime, null, limit, UciHarCase.DefaultMethod, 0));

    private static IEnumerable<UciHarCase> OtherData() =>
    [
        .. new[] { Hapt, BasicMotions, RacketSports }.SelectMany(name => new[]
        {
            OtherData(name, UciHarCase.DefaultMethod),
            Classical(name, SplitNames.Given),
        }),
        OtherData(Hapt, Ablations.BalancedClasses.Name),
        OtherData(RacketSports, Ablations.WithoutFolds.Name),
        OtherData(RacketSports, Ablations.TemperatureByStep.Name),
    ];

    private static UciHarCase OtherData(string dataset, string method) => new(dataset, SplitNames.Given, L552, Tflm, 50, null, method, 0);

    private static UciHarCase Classical(string dataset, string split) =>
        new(dataset, split, UciHarCase.None, UciHarCase.None, null, null, UciHarCase.Classical, 0);

    private static IEnumerable<UciHarCase> WithSeeds(UciHarCase setting)
    {
        var seeds = setting switch
        {
            // A classical classifier has no seed of its own: it is run again only where the split is drawn anew.
            { Method: UciHarCase.Classical, Split: SplitNames.Given } => 1,
            { Split: SplitNames.Given, LatencyMilliseconds: 25, Method: UciHarCase.DefaultMethod or UciHarCase.Random or UciHarCase.LongerRandom } => SeedsOfCloseComparisons,
            { Split: SplitNames.Given, Runtime: Micronas, LatencyMilliseconds: 10, Method: UciHarCase.DefaultMethod or UciHarCase.Random } => SeedsOfCloseComparisons,
            { Split: SplitNames.Given, Dataset: UciHar, Mcu: L552, Runtime: Tflm, LatencyMilliseconds: 50, Method: UciHarCase.DefaultMethod or UciHarCase.Random or UciHarCase.Paper } =>
                SeedsOfCloseComparisons,
            { Split: SplitNames.Random, Mcu: L552, LatencyMilliseconds: null, Method: UciHarCase.DefaultMethod } => SeedsOfCloseComparisons,
            { Split: SplitNames.People } => SeedsOfCloseComparisons,
            _ => Seeds,
        };
        return Enumerable.Range(1, seeds).Select(seed => setting with { Seed = seed });
    }
}
