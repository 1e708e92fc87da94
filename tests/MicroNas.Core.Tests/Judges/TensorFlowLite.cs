using System.Runtime.InteropServices;

namespace MicroNas.Core.Tests.Judges;

/// <summary>TensorFlow Lite 2.9.0's C library with its builtin kernels, one thread: a judge that shares no code with the product.</summary>
internal sealed unsafe class TensorFlowLite : IDisposable
{
    private static readonly Lazy<nint> Library = new(Load);

    private readonly nint bytes;
    private readonly nint model;
    private readonly nint interpreter;

    public TensorFlowLite(byte[] file)
    {
        bytes = (nint)NativeMemory.AlignedAlloc((nuint)file.Length, 64);
        Marshal.Copy(file, 0, bytes, file.Length);
        model = ((delegate* unmanaged<nint, nuint, nint>)Function("TfLiteModelCreate"))(bytes, (nuint)file.Length);
        if (model == 0)
        {
            throw new InvalidOperationException("TensorFlow Lite rejects the file.");
        }

        // Without a delegate the C API uses the builtin kernels; XNNPACK, which rounds otherwise, would be a delegate.
        var options = ((delegate* unmanaged<nint>)Function("TfLiteInterpreterOptionsCreate"))();
        ((delegate* unmanaged<nint, int, void>)Function("TfLiteInterpreterOptionsSetNumThreads"))(options, 1);
        interpreter = ((delegate* unmanaged<nint, nint, nint>)Function("TfLiteInterpreterCreate"))(model, options);
        ((delegate* unmanaged<nint, void>)Function("TfLiteInterpreterOptionsDelete"))(options);
        if (interpreter == 0)
        {
            throw new InvalidOperationException("TensorFlow Lite cannot interpret the model.");
        }

        Check(((delegate* unmanaged<nint, int>)Function("TfLiteInterpreterAllocateTensors"))(interpreter), "allocate tensors");
    }

    /// <summary>null where the library is not installed or not for this platform.</summary>
    public static string? LibraryPath { get; } = FindLibrary();

    public static string Version => Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)Function("TfLiteVersion"))())!;

    /// <summary>Runs windows one after the other; results one after the other.</summary>
    public sbyte[] RunAll(ReadOnlySpan<sbyte> windows)
    {
        var input = ((delegate* unmanaged<nint, int, nint>)Function("TfLiteInterpreterGetInputTensor"))(interpreter, 0);
        var output = ((delegate* unmanaged<nint, int, nint>)Function("TfLiteInterpreterGetOutputTensor"))(interpreter, 0);
        var inputBytes = (int)((delegate* unmanaged<nint, nuint>)Function("TfLiteTensorByteSize"))(input);
        var outputBytes = (int)((delegate* unmanaged<nint, nuint>)Function("TfLiteTensorByteSize"))(output);
        var results = new sbyte[windows.Length / inputBytes * outputBytes];
        fixed (sbyte* source = windows)
        fixed (sbyte* target = results)
        {
            for (var i = 0; i < windows.Length / inputBytes; i++)
            {
                Check(((delegate* unmanaged<nint, sbyte*, nuint, int>)Function("TfLiteTensorCopyFromBuffer"))(input, source + (i * inputBytes), (nuint)inputBytes), "copy in");
                Check(((delegate* unmanaged<nint, int>)Function("TfLiteInterpreterInvoke"))(interpreter), "invoke");
                Check(((delegate* unmanaged<nint, sbyte*, nuint, int>)Function("TfLiteTensorCopyToBuffer"))(output, target + (i * outputBytes), (nuint)outputBytes), "copy out");
            }
        }

        return results;
    }

    public void Dispose()
    {
        ((delegate* unmanaged<nint, void>)Function("TfLiteInterpreterDelete"))(interpreter);
        ((delegate* unmanaged<nint, void>)Function("TfLiteModelDelete"))(model);
        NativeMemory.AlignedFree((void*)bytes);
    }

    private static void Check(int status, string what)
    {
        if (status != 0)
        {
            throw new InvalidOperationException($"TensorFlow Lite cannot {what}: status {status}.");
        }
    }

    private static nint Function(string name) => NativeLibrary.GetExport(Library.Value, name);

    private static nint Load() => NativeLibrary.Load(LibraryPath!);

    private static string? FindLibrary()
    {
        var platform = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux_arm64" : "linux_amd64";
        var path = Path.Combine(TestTools.NodeModules, "tfjs-tflite-node", "cc_deps", platform, "libtensorflowlite_c.so");
        return OperatingSystem.IsLinux() && File.Exists(path) ? path : null;
    }
}
