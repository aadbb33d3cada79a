using System.Collections.Immutable;

namespace Infra.Reports.Mirrors;

/// <summary>What a plan does not say of a mirror and of the nodes behind it.</summary>
/// <param name="Registry">Host and path of the mirror; null: what the stack names.</param>
/// <param name="NodeSystems">Distributions of the GPU nodes as the GPU Operator names them, for example <c>ubuntu24.04</c>.</param>
/// <param name="Kernels">Kernels of the GPU nodes, as <c>uname -r</c> prints them.</param>
public sealed record MirrorSetting(string? Registry, ImmutableArray<string> NodeSystems, ImmutableArray<string> Kernels)
{
    /// <summary>Nothing but what the stack says.</summary>
    public static MirrorSetting Default { get; } = new(null, [], []);
}
