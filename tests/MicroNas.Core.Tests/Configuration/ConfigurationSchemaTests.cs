using System.Xml.Linq;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using NJsonSchema;
using YamlDotNet.Serialization;

namespace MicroNas.Core.Tests.Configuration;

public class ConfigurationSchemaTests
{
    /// <summary>Set to 1, the test of the committed schema writes it anew.</summary>
    private const string UpdateVariable = "MICRONAS_UPDATE_SCHEMA";

    private static readonly Lazy<string> Generated = new(() =>
        ConfigurationSchema.Generate(XDocument.Load(Path.ChangeExtension(typeof(ProjectOptions).Assembly.Location, ".xml"))));

    public static TheoryData<string> Good => new()
    {
        ConfigurationText.Minimal,
        "model: m\ntarget: { mcu: nrf52832 }",
        "x-a: 1\nmodel: m\ntarget: { mcu: nrf52832, runtime: tflm }\nsearch:\ntraining: { epochs: 2, batch: 16 }",
        "model: m\ntarget: { mcu: nrf52832 }\ndataset: { path: d, rate: 50 Hz, channels: [a, 1], rotation: [[0, 1, 2]], split: { by: subject, testSubjects: [1] } }",
        "model: m\ntarget: { mcu: nrf52832 }\ndataset: { path: d, format: mat, mat: { columns: [2, 3], drop: [32] }, augmentation: { jitter: 0.05 }, split: { by: random } }",
        "model: m\ntarget: { mcu: nrf52832 }\nbudget: { latency: 0.5s, memory: 1 MiB, flash: }",
    };

    public static TheoryData<string> Bad => new()
    {
        "target: { mcu: nrf52832 }",
        "model: m",
        "model: 1m\ntarget: { mcu: nrf52832 }",
        "model: m\ntarget: { mcu: z80 }",
        "model: m\ntarget: { mcu: nrf52832 }\nbudgets: { }",
        "model: m\ntarget: { mcu: nrf52832 }\nbudget: { latency: 25 }",
        "model: m\ntarget: { mcu: nrf52832 }\nbudget: { latency: 25 kB }",
        "model: m\ntarget: { mcu: nrf52832 }\nbudget: { memory: -1 kB }",
        "model: m\ntarget: { mcu: nrf52832 }\nsearch: { epochs: 0 }",
        "model: m\ntarget: { mcu: nrf52832 }\nsearch: { epochs: many }",
        "model: m\ntarget: { mcu: nrf52832 }\nsearch: { space: { minimumTim: 3 } }",
        "model: m\ntarget: { mcu: nrf52832 }\ndataset: { format: parquet }",
        "model: m\ntarget: { mcu: nrf52832 }\ndataset: { path: d, rate: 50 Hz, channels: acc }",
        "model: m\ntarget: { mcu: nrf52832 }\ndataset: { split: { test: 2 } }",
        "model: m\ntarget: { mcu: nrf52832 }\ndataset: { augmentation: { jitter: -1 } }",
        "model: m\ntarget: { mcu: nrf52832 }\ntraining: { classWeights: heavy }",
    };

    [Fact]
    public void The_committed_schema_is_that_of_the_option_types()
    {
        var path = Repository.File("docs", "micronas.schema.json");
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllText(path, Generated.Value);
        }

        var committed = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(committed == Generated.Value, $"docs/micronas.schema.json is stale: run this test with {UpdateVariable}=1 and commit the file");
    }

    /// <summary>An editor that fills in defaults must not change what a data set is trained for.</summary>
    [Fact]
    public async Task What_depends_on_method_or_data_has_no_default_for_editors()
    {
        var sections = (await JsonSchema.FromJsonAsync(Generated.Value)).Properties;

        Assert.Null(sections["search"].Properties["epochs"].Default);
        Assert.Null(sections["training"].Properties["epochs"].Default);
        Assert.NotNull(sections["training"].Properties["batch"].Default);
    }

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Schema_and_reader_accept(string yaml)
    {
        Assert.Empty(await Validate(yaml));
        Assert.NotNull(ConfigurationText.Read(yaml));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Schema_and_reader_refuse(string yaml)
    {
        Assert.NotEmpty(await Validate(yaml));
        Assert.NotEmpty(Assert.Throws<MicroNasException>(() => ConfigurationText.Read(yaml)).Diagnostics);
    }

    private static async Task<ICollection<NJsonSchema.Validation.ValidationError>> Validate(string yaml)
    {
        var schema = await JsonSchema.FromJsonAsync(Generated.Value);
        var document = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(yaml);
        return schema.Validate(new SerializerBuilder().JsonCompatible().Build().Serialize(document!));
    }
}
