using System.Globalization;
using Infra.Facts.Documents;

namespace Infra.Cli.New;

/// <summary>A GPU in the words of the paved roads; at least one of model, memory and share is given.</summary>
/// <param name="Model">Its model, as in the catalogue.</param>
/// <param name="MemoryGiB">The smallest that has so much memory, in GiB.</param>
/// <param name="Share">A part of one.</param>
/// <param name="Count">GPUs of one node.</param>
public sealed record GpuNeed(string? Model, int? MemoryGiB, string? Share, int Count)
{
    /// <summary>The member <c>gpu</c> of the values, with a comment.</summary>
    internal string Line()
    {
        string?[] members =
        [
            Model is null ? null : $"model: {Yaml.Scalar(Model)}",
            Share is null ? null : $"share: {Yaml.Scalar(Share)}",
            MemoryGiB is { } memory ? $"memoryGiB: {memory.ToString(CultureInfo.InvariantCulture)}" : null,
            Count == 1 ? null : $"count: {Count.ToString(CultureInfo.InvariantCulture)}",
        ];
        var meaning = (Model, Share) switch
        {
            (_, not null) => "a part of a GPU",
            (not null, _) => "of this model",
            _ => "the smallest that has so much memory",
        };
        return $"gpu: {{ {string.Join(", ", members.OfType<string>())} }} # {(Count > 1 ? "of each node; " : "")}{meaning}";
    }
}
