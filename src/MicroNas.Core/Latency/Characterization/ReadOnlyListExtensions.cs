namespace MicroNas.Core.Latency.Characterization;

internal static class ReadOnlyListExtensions
{
    /// <summary>Where the first equal item stands; -1 where there is none.</summary>
    public static int IndexOf<T>(this IReadOnlyList<T> items, T wanted)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (EqualityComparer<T>.Default.Equals(items[i], wanted))
            {
                return i;
            }
        }

        return -1;
    }
}
