using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>The GPU models that the platform knows.</summary>
public static class GpuModels
{
    /// <summary>All models by id.</summary>
    public static ImmutableSortedDictionary<string, GpuModel> All { get; } =
        ImmutableSortedDictionary<string, GpuModel>.Empty.WithComparers(StringComparer.Ordinal);
}
