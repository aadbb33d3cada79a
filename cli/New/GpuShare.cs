using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Cli.New.Writing;
using Infra.Facts.Documents;

namespace Infra.Cli.New;

/// <summary>A team's share of a pool, as it is asked for in one word: <c>inference=8+8</c>, or <c>frankfurt/inference=8</c> on one
/// cluster.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Guaranteed">How many are the team's own.</param>
/// <param name="Borrowable">How many more it may use while nobody else does.</param>
public sealed partial record GpuShare(string? Cluster, string Pool, int Guaranteed, int Borrowable)
{
    /// <summary>What is allowed, for a message.</summary>
    internal const string Rule =
        "[cluster/]pool=guaranteed[+borrowable], such as frankfurt/inference=8+8";

    /// <summary>Reads a share, or nothing where the word is none.</summary>
    public static GpuShare? Of(string word)
    {
        var form = Form().Match(word);
        return form.Success
            && Number(form.Groups["guaranteed"]) is { } guaranteed && Number(form.Groups["borrowable"]) is { } borrowable
            ? new(
                form.Groups["cluster"] is { Success: true } cluster ? cluster.Value : null, form.Groups["pool"].Value,
                guaranteed, borrowable)
            : null;
    }

    /// <summary>Shares, between commas or each with the option.</summary>
    internal static GpuShare[] Read(ArgumentResult given)
    {
        var shares = NewOptions.Words(given).Select(word => (Word: word, Share: Of(word))).ToList();
        foreach (var (word, _) in shares.Where(each => each.Share is null))
        {
            given.AddError($"--gpus: \"{word}\" is not a share. Allowed: {Rule}.");
        }

        return [.. shares.Select(each => each.Share).OfType<GpuShare>()];
    }

    /// <summary>The share as an item of a stack file.</summary>
    internal string Item() =>
        $"{{ pool: {Yaml.Scalar(Pool)}, {(Cluster is null ? "" : $"cluster: {Yaml.Scalar(Cluster)}, ")}guaranteed: {Guaranteed}" +
        $"{(Borrowable == 0 ? "" : $", borrowable: {Borrowable}")} }}";

    private static int? Number(Group digits) =>
        !digits.Success ? 0
        : int.TryParse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\A((?<cluster>[^/=]+)/)?(?<pool>[^/=]+)=(?<guaranteed>[0-9]+)(\+(?<borrowable>[0-9]+))?\z")]
    private static partial Regex Form();
}
