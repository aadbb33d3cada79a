using System.Collections.Immutable;

namespace Infra.AddOns.Contracts;

/// <summary>Traffic that an add-on's pods receive or reach, a line of its table: <see cref="NetworkPolicies"/> turns the table into network
/// policies, and what no line allows is dropped. Names are resolved everywhere, and what the add-on's identities need in their cloud
/// follows from <see cref="AddOn.Identities"/>; neither is a line.</summary>
/// <param name="Peer">Who is at the other end.</param>
/// <param name="Outward">Whether the add-on's pods begin it.</param>
/// <param name="Ports">Ports of whoever is reached, as its pods have them; empty: all.</param>
public sealed record Flow(FlowPeer Peer, bool Outward, ImmutableArray<int> Ports)
{
    /// <summary>Its pods among themselves, with everything else in their namespace, on every port.</summary>
    public static Flow Among { get; } = new(FlowPeer.Itself, Outward: true, []);

    /// <summary>They call the API server.</summary>
    public static Flow ToApiServer { get; } = new(FlowPeer.ApiServer, Outward: true, []);

    /// <summary>Metrics are scraped from these ports.</summary>
    public static Flow Scraped(params ImmutableArray<int> ports) => new(FlowPeer.Monitoring, Outward: false, ports);

    /// <summary>The API server calls these ports: admission and conversion webhooks, aggregated APIs.</summary>
    public static Flow FromApiServer(params ImmutableArray<int> ports) => new(FlowPeer.ApiServer, Outward: false, ports);

    /// <summary>Every pod of the cluster may call these ports.</summary>
    public static Flow FromPods(params ImmutableArray<int> ports) => new(FlowPeer.Pods, Outward: false, ports);

    /// <summary>Users may call these ports, where the cluster has something that lets them in.</summary>
    public static Flow FromUsers(params ImmutableArray<int> ports) => new(FlowPeer.Users, Outward: false, ports);

    /// <summary>Anything may call these ports: nodes, such as the kernel that mounts a volume, and load balancers.</summary>
    public static Flow FromAnything(params ImmutableArray<int> ports) => new(FlowPeer.Anything, Outward: false, ports);

    /// <summary>They call another add-on, by its key, where the cluster has it; the other one lets them in.</summary>
    public static Flow To(string addOn, params ImmutableArray<int> ports) =>
        new(FlowPeer.AddOn, Outward: true, ports) { Other = addOn };

    /// <summary>They ask the platform's Prometheus, or send to it.</summary>
    public static Flow ToPrometheus => To("kube-prometheus-stack", 9090);

    /// <summary>They call these ports of services outside the cluster, or whatever is named to them; no port: all.</summary>
    public static Flow ToAnything(params ImmutableArray<int> ports) => new(FlowPeer.Anything, Outward: true, ports);

    /// <summary>They call the services at these URLs; absent ones are left out.</summary>
    public static IEnumerable<Flow> ToServices(params IEnumerable<string?> urls)
    {
        ImmutableArray<int> ports =
            [.. urls.OfType<string>().Select(url => new Uri(url, UriKind.Absolute).Port).Where(port => port > 0).Distinct().Order()];
        return ports.IsEmpty ? [] : [ToAnything(ports)];
    }

    /// <summary>The key of the other add-on.</summary>
    public string? Other { get; init; }

    /// <summary>The last port of a range that begins with the only one of <see cref="Ports"/>.</summary>
    public int? LastPort { get; init; }

    /// <summary>Whether it is UDP as well as TCP.</summary>
    /// <value>false</value>
    public bool Udp { get; init; }

    /// <summary>A label of the pods that it is about, where it is not about all of the namespace.</summary>
    public KeyValuePair<string, string>? Pods { get; init; }

    /// <summary>Whether it is about the agents, in the namespace that they have for themselves.</summary>
    /// <value>false</value>
    public bool OfAgents { get; init; }

    /// <summary>The same for the pods with a label alone.</summary>
    public Flow Of(string label, string value) => this with { Pods = new(label, value) };
}
