namespace MicroNas.Learning.Numerics.Fused;

/// <summary>What one branch's batch norm, ReLU and factor need, one value a channel each: addresses in one block of floats.</summary>
internal readonly unsafe struct BranchCoefficients(float* memory, int channels)
{
    /// <summary>Floats of one branch, for each channel.</summary>
    public const int Kinds = 6;

    /// <summary>Those of one branch, which stand one behind the other.</summary>
    public static BranchCoefficients Of(float* memory, int branch, int channels) => new(memory + (branch * Kinds * channels), channels);

    public float* Mean => memory;

    /// <summary>1 / standard deviation.</summary>
    public float* Inverse => memory + channels;

    /// <summary>Scale: what a value is multiplied by before the ReLU.</summary>
    public float* Slope => memory + (2 * channels);

    /// <summary>What is added then.</summary>
    public float* Offset => memory + (3 * channels);

    /// <summary>What the ReLU's result is multiplied by.</summary>
    public float* Factor => memory + (4 * channels);

    /// <summary>Batch norm's β.</summary>
    public float* Shift => memory + (5 * channels);

    /// <param name="sums">Of the values less <paramref name="pivots"/>.</param>
    /// <param name="squares">Sums of the squares of the same.</param>
    /// <param name="factors">Null: 1.</param>
    public void Fill(long rows, float* pivots, double* sums, double* squares, float* scale, float* shift, float* factors)
    {
        for (var c = 0; c < channels; c++)
        {
            var difference = sums[c] / rows;
            var variance = Math.Max(0, (squares[c] / rows) - (difference * difference));
            var inverse = 1 / Math.Sqrt(variance + BatchNormalization.Epsilon);
            var mean = pivots[c] + difference;
            Mean[c] = (float)mean;
            Inverse[c] = (float)inverse;
            Slope[c] = (float)(scale[c] * inverse);
            Offset[c] = (float)(shift[c] - (mean * scale[c] * inverse));
            Factor[c] = factors is null ? 1 : factors[c];
            Shift[c] = shift[c];
        }
    }

    /// <summary>d loss / d γ = factor · inverse · Σ dz (x − mean), d loss / d β = factor · Σ dz.</summary>
    /// <param name="sums">Σ dz, see <see cref="BranchSumsKernel{TElement}"/>.</param>
    /// <param name="products">Σ dz · (x − mean).</param>
    public void ParameterGradients(double* sums, double* products, Span<float> ofScale, Span<float> ofShift)
    {
        for (var c = 0; c < channels; c++)
        {
            ofScale[c] = (float)(Factor[c] * Inverse[c] * products[c]);
            ofShift[c] = (float)(Factor[c] * sums[c]);
        }
    }

    /// <summary>d loss / d factor = Σ gradient · ReLU(z) = slope · Σ dz (x − mean) + β · Σ dz.</summary>
    /// <inheritdoc cref="ParameterGradients"/>
    public void FactorGradients(double* sums, double* products, float* ofFactor)
    {
        for (var c = 0; c < channels; c++)
        {
            ofFactor[c] = (float)((Slope[c] * products[c]) + (Shift[c] * sums[c]));
        }
    }
}
