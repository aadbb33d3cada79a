using System.Text.Json.Nodes;
using Infra.Specification.Formats;

namespace Infra.Cli.New.Fleet;

/// <summary>Networks for clusters: 10.10.0.0/16, 10.20.0.0/16 and so on, which distributions do not use for pods or services.</summary>
internal static class FreeNetwork
{
    private const int Most = 24;

    /// <summary>One of them.</summary>
    /// <param name="index">From 0.</param>
    internal static string Number(int index) => $"10.{(index + 1) * 10}.0.0/16";

    /// <summary>The first that overlaps nothing that a stack names; nothing where there is none left.</summary>
    /// <param name="config">What the stack says.</param>
    internal static string? Of(IEnumerable<JsonNode?> config)
    {
        var taken = config.SelectMany(Texts).Select(Ipv4Range.OfPool).OfType<Ipv4Range>().ToList();
        return Enumerable.Range(0, Most).Select(Number)
            .FirstOrDefault(free => !taken.Any(range => range.Overlaps(Ipv4Range.OfNetwork(free)!.Value)));
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
