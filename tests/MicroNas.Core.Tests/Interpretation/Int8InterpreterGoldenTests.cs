using MicroNas.Core.Interpretation;

namespace MicroNas.Core.Tests.Interpretation;

/// <summary>TensorFlow Lite Micro's own bytes are the judge.</summary>
public sealed class Int8InterpreterGoldenTests
{
    [SkippableTheory]
    [MemberData(nameof(SharedModels.Numbers), MemberType = typeof(SharedModels))]
    public void Reproduces_the_bytes_of_TensorFlow_Lite_Micro(int number)
    {
        Skip.If(SharedModels.Folder is null, SharedModels.Missing);
        var interpreter = new Int8Interpreter(SharedModels.Read(number));
        Assert.Equal(SharedModels.Golden(number), interpreter.RunAll(SharedModels.Windows()));
    }
}
