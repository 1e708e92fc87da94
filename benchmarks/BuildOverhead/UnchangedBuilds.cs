namespace MicroNas.Benchmarks.BuildOverhead;

/// <summary>Builds in which nothing changed, of a C# project without the package and of the same one with it, in turns.</summary>
internal static class UnchangedBuilds
{
    private const int Pairs = 15;

    public static SortedDictionary<string, object>[] Measure(PackedPackages packages, Action<string> log)
    {
        Write(packages, "plain", "");
        Write(packages, "with", $"""<ItemGroup><PackageReference Include="MicroNas.Build" Version="{packages.Version}" /></ItemGroup>""");
        packages.WriteModel("with");
        log("first builds");
        Build("plain");
        Build("with");
        return [.. Enumerable.Range(1, Pairs).Select(pair =>
        {
            var (without, with) = (Build("plain"), Build("with"));
            log(FormattableString.Invariant($"pair {pair}: {without:F2} s without, {with:F2} s with"));
            return new SortedDictionary<string, object>(StringComparer.Ordinal)
            {
                ["pair"] = pair,
                ["without s"] = Math.Round(without, 3),
                ["with s"] = Math.Round(with, 3),
            };
        })];

        double Build(string project) => packages.Time(project, "build", "-nologo", "-v:q");
    }

    private static void Write(PackedPackages packages, string name, string reference)
    {
        packages.Write($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>
              {reference}
            </Project>
            """);
        packages.Write($"{name}/Program.cs", "System.Console.WriteLine(\"done\");");
    }
}
