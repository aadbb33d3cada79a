using System.Net;
using System.Text.Json.Nodes;

namespace Infra.Tests.Invariants;

/// <summary>Whoever sends or receives: a pod with its namespace and labels, or an address outside the network of pods. Labels of a
/// namespace are its name and those given.</summary>
internal sealed record Place(string? Namespace, string? Address, params (string Label, string Value)[] Labels)
{
    public static Place Pod(string @namespace, params (string Label, string Value)[] labels) => new(@namespace, null, labels);

    public static Place At(string address) => new(null, address);
}

/// <summary>What the network policies of a cluster let through, by the words of Kubernetes: a pod that no policy selects may do everything,
/// a pod that one selects only what one of them allows. Addresses select no pods, which is how the strictest of the networks reads
/// them.</summary>
/// <seealso href="https://kubernetes.io/docs/concepts/services-networking/network-policies/"/>
internal sealed class Reachability(IEnumerable<JsonObject> policies)
{
    private readonly JsonObject[] _policies = [.. policies];

    /// <summary>Whether one may begin to talk to another on a port.</summary>
    public bool May(Place from, Place to, int port, string protocol = "TCP") =>
        Allows(from, to, "Egress", "egress", "to", port, protocol) && Allows(to, from, "Ingress", "ingress", "from", port, protocol);

    private bool Allows(Place own, Place other, string type, string rules, string peers, int port, string protocol)
    {
        var selecting = _policies.Where(policy => Selects(policy, own) && policy["spec"]!["policyTypes"]!.AsArray()
            .Any(each => (string)each! == type)).ToList();
        return selecting.Count == 0 || selecting.Any(policy => (policy["spec"]![rules]?.AsArray() ?? []).Any(rule =>
            Has(rule!["ports"]?.AsArray(), each => Opens(each, port, protocol))
            && Has(rule[peers]?.AsArray(), peer => Is(peer, other, (string)policy["metadata"]!["namespace"]!))));
    }

    private static bool Selects(JsonObject policy, Place own) =>
        (string)policy["metadata"]!["namespace"]! == own.Namespace && Matches(policy["spec"]!["podSelector"]!, own.Labels);

    // No list is no condition.
    private static bool Has(JsonArray? list, Func<JsonNode, bool> condition) => list is null || list.Any(each => condition(each!));

    private static bool Opens(JsonNode each, int port, string protocol) => (string)each["protocol"]! == protocol
        && port >= (double)each["port"]! && port <= ((double?)each["endPort"] ?? (double)each["port"]!);

    private static bool Is(JsonNode peer, Place other, string home) => peer["ipBlock"] is { } block
        ? other.Address is { } address && IPNetwork.Parse((string)block["cidr"]!).Contains(IPAddress.Parse(address))
        : other.Namespace is { } place
            && (peer["namespaceSelector"] is { } named
                ? Matches(named, [("kubernetes.io/metadata.name", place), .. other.Labels])
                : place == home)
            && (peer["podSelector"] is not { } pods || Matches(pods, other.Labels));

    private static bool Matches(JsonNode selector, IEnumerable<(string Label, string Value)> labels)
    {
        Assert.All(selector.AsObject(), member => Assert.Equal("matchLabels", member.Key));
        return (selector["matchLabels"]?.AsObject() ?? []).All(wanted => labels.Contains((wanted.Key, (string)wanted.Value!)));
    }
}
