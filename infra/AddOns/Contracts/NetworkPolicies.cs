using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Teams;
using Infra.Specification.Teams;

namespace Infra.AddOns.Contracts;

/// <summary>The network policies of the platform's namespaces: one that denies everything but the resolution of names, then one for each
/// add-on and group of its pods with what its table says. Policies add up, so that a company can allow more by one of its own.</summary>
/// <remarks>A policy selects pods of the cluster exactly and addresses only roughly: whether the address of a service is looked at before
/// or after it is translated is open (https://kubernetes.io/docs/concepts/services-networking/network-policies/, "Behavior of to and from
/// selectors"), and Cilium matches no node by its address (cilium/cilium#20550). So what comes from nodes or goes to the API server is
/// allowed by its port where the addresses are not certain. The traffic between a pod and its own node, with the kubelet's probes, is
/// never dropped.</remarks>
public sealed class NetworkPolicies
{
    /// <summary>Name of the policy that denies.</summary>
    public const string DefaultDeny = "default-deny";

    private const string NameLabel = "kubernetes.io/metadata.name";

    // Between pods of a mesh a policy sees the tunnel, and a kubelet asks from another address than that of its node
    // (https://istio.io/latest/docs/ambient/usage/networkpolicy/).
    private const int Tunnel = 15008;
    private const string MeshedKubelet = "169.254.7.127/32";

    // RFC 1918, RFC 6598 and RFC 3927.
    private static readonly string[] _notPublic = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

    private readonly ClusterContext _context;
    private readonly ImmutableArray<AddOn> _addOns;
    private readonly ILookup<string, Line> _lines;
    private readonly ImmutableHashSet<string> _mesh;

    /// <summary>Reads the tables of a cluster's add-ons.</summary>
    public NetworkPolicies(ClusterContext context)
    {
        _context = context;
        _addOns = [.. AddOn.Of(context.Cluster)];
        _mesh = [.. _addOns.SelectMany(addOn => addOn.Meshed(context))];
        _lines = _addOns.SelectMany(Lines).ToLookup(line => line.Namespace, StringComparer.Ordinal);
    }

    /// <summary>The policies of a namespace of the platform.</summary>
    public IEnumerable<JsonObject> In(string @namespace)
    {
        yield return Policy(
            DefaultDeny, @namespace, new JsonObject(),
            _mesh.Contains(@namespace) ? [Rule("from", [Addresses(MeshedKubelet)], [])] : [], [Names()]);
        foreach (var group in _lines[@namespace].GroupBy(line => (line.Owner, line.Flow.Pods)))
        {
            var (owner, pods) = group.Key;
            JsonNode[] receives = [.. group.Where(line => !line.Flow.Outward || line.Flow.Peer == FlowPeer.Itself).SelectMany(Receives)];
            JsonNode[] reaches = [.. group.Where(line => line.Flow.Outward).SelectMany(Reaches)];
            if (receives.Length + reaches.Length > 0)
            {
                // The label may have the name of the add-on, which is that of the policy for all pods.
                var named = _lines[@namespace].Any(line => line.Owner == owner && line.Flow.Pods is null);
                var name = pods is { } label && (named || label.Value != owner) ? $"{owner}-{label.Value}" : owner;
                yield return Policy(
                    name, @namespace, pods is var (key, value) ? Matching(key, value) : new JsonObject(), receives, reaches);
            }
        }
    }

    /// <summary>The policies of a team's namespace: its pods talk among themselves, resolve names, are scraped, are reached by users and by
    /// the teams that say so, call what every pod may call, and reach what the stack says. A pod that watches objects, such as an endpoint
    /// picker, asks for the API server by a label; one that nobody trusts, such as a sandbox, has nothing of this by another.</summary>
    /// <param name="team">A team of the cluster.</param>
    public IEnumerable<JsonObject> Of(TeamSpec team)
    {
        var meshed = !_mesh.IsEmpty;
        yield return Policy(
            DefaultDeny, team.Name, new JsonObject(), meshed ? [Rule("from", [Addresses(MeshedKubelet)], [])] : [], []);
        yield return Policy(
            TeamConventions.NetworkPolicy, team.Name, Trusting(),
            [
                Rule("from", [Siblings(), .. Scrapers(), .. Doors()], []),
            ],
            [
                Names(),
                Rule("to", [Siblings()], []),
                .. from line in _lines.SelectMany(lines => lines)
                   where line.Flow is { Peer: FlowPeer.Pods, Outward: false }
                   select Rule("to", [Named(line.Namespace)], Ports(Tunnelled(line))),
                .. _context.Cloud.CredentialsAddress is { } agent
                    ? [Rule("to", [Addresses(agent)], Ports(Flow.ToAnything(80)))]
                    : Array.Empty<JsonObject>(),
                .. from egress in team.Egress
                   select Rule("to", [egress.Team is { } other ? Named(other) : Outside(egress.Cidr!)], Ports(egress, meshed)),
            ]);
        yield return Policy(
            TeamConventions.ApiPolicy, team.Name, Matching(TeamConventions.ApiLabel.Key, TeamConventions.ApiLabel.Value), [],
            [Rule("to", [.. _context.Cloud.ApiNetworks.Select(Addresses)], Ports(Flow.ToAnything(_context.Cloud.ApiPorts)))]);
    }

    /// <summary>What lets a team into the namespaces of others of its cluster, as the stack says: policies of theirs that go with the team
    /// that asked, so that nothing of the others changes.</summary>
    /// <param name="team">The team that reaches the others.</param>
    public IEnumerable<JsonObject> Into(TeamSpec team) =>
        from other in TeamPlaces.On(_context.Platform, _context.Cluster)
        let asked = team.Egress.Where(egress => egress.Team == other.Name).ToList()
        where asked.Count > 0
        select Policy(
            $"from-{team.Name}", other.Name, Trusting(),
            [.. asked.Select(egress => Rule("from", [Named(team.Name)], Ports(egress, !_mesh.IsEmpty)))], []);

    private IEnumerable<Line> Lines(AddOn addOn)
    {
        var (owner, home) = (addOn.Chart.Name, addOn.Chart.Namespace);
        foreach (var flow in addOn.Traffic(_context))
        {
            var place = flow.OfAgents ? addOn.AgentNamespace! : home;
            if (flow.Other is null)
            {
                yield return new(owner, place, flow);
            }
            else if (_addOns.FirstOrDefault(other => other.Key == flow.Other) is { } other)
            {
                yield return new(owner, place, flow, other.Chart.Namespace);
                yield return new(other.Chart.Name, other.Chart.Namespace, flow with { Outward = false, Pods = null }, place);
            }
        }

        // For its identities: the credentials, and what it then does in its cloud.
        var identities = _context.Cloud.Profile is null ? [] : addOn.Identities(_context).Where(each => each.Access != Access.Vault);
        foreach (var place in identities.Select(each => each.Namespace).Distinct())
        {
            yield return new(owner, place, Flow.ToAnything(443));
            yield return new(owner, place, new Flow(FlowPeer.Credentials, Outward: true, [80]));
        }
    }

    private IEnumerable<JsonObject> Receives(Line line) => line.Flow.Peer switch
    {
        FlowPeer.Monitoring => [Rule("from", Scrapers(), Ports(Tunnelled(line)))],
        FlowPeer.Itself => [Rule("from", [Siblings()], Ports(line.Flow))],
        FlowPeer.AddOn => [Rule("from", [Named(line.Other!)], Ports(Tunnelled(line)))],
        FlowPeer.Pods => [Rule("from", [new JsonObject { ["namespaceSelector"] = new JsonObject() }], Ports(Tunnelled(line)))],
        FlowPeer.Users => Doors() is { Length: > 0 } doors ? [Rule("from", doors, Ports(line.Flow))] : [],
        // The API server calls from addresses of control planes, or of whatever tunnels its calls.
        _ => [Rule("from", [], Ports(line.Flow))],
    };

    private IEnumerable<JsonObject> Reaches(Line line) => line.Flow.Peer switch
    {
        FlowPeer.ApiServer =>
            [Rule("to", [.. _context.Cloud.ApiNetworks.Select(Addresses)], Ports(Flow.ToAnything(_context.Cloud.ApiPorts)))],
        FlowPeer.Itself => [Rule("to", [Siblings()], Ports(line.Flow))],
        FlowPeer.AddOn => [Rule("to", [Named(line.Other!)], Ports(Tunnelled(line)))],
        FlowPeer.Credentials => _context.Cloud.CredentialsAddress is { } agent ? [Rule("to", [Addresses(agent)], Ports(line.Flow))] : [],
        _ => [Rule("to", [], Ports(line.Flow))],
    };

    // Those who scrape and those who send are in the mesh wherever the receiver is.
    private Flow Tunnelled(Line line) => _mesh.Contains(line.Namespace) && (line.Other is null || _mesh.Contains(line.Other))
        ? line.Flow with { Ports = line.Flow.Ports.Add(Tunnel) }
        : line.Flow;

    // The name server of the cluster, and a cache that the node may have
    // (https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/).
    // On OpenShift its pods listen on another port than their service (openshift/cluster-dns-operator, assets/dns/daemonset.yaml).
    private JsonObject Names() => _context.Cluster.IsOpenShift
        ? Rule("to", [Named("openshift-dns")], Ports(Flow.ToAnything(5353) with { Udp = true }))
        : Rule("to", [Named("kube-system"), Addresses(_context.Cloud.NameCache)], Ports(Flow.ToAnything(53) with { Udp = true }));

    private JsonObject[] Scrapers() => _context.Cluster.IsOpenShift
        ? [Named("openshift-monitoring"), Named("openshift-user-workload-monitoring")]
        : [.. _addOns.Where(addOn => addOn.BringsMonitorKinds).Select(addOn => Named(addOn.Chart.Namespace))];

    // What lets users in: gateways of the platform, and the ingress controller that a distribution brings. On OpenShift it has such labels
    // ("Allow access from the ingress controller" in Red Hat's "Network security" of OpenShift 4.20).
    private JsonObject[] Doors() =>
    [
        .. _addOns.Where(addOn => addOn.LetsUsersIn).Select(addOn => Named(addOn.Chart.Namespace)),
        .. _context.Cluster.IsOpenShift
            ? [Labelled("policy-group.network.openshift.io/ingress", ""), Labelled("policy-group.network.openshift.io/host-network", "")]
            : _context.Cloud.IngressClasses is { IsEmpty: true } ? Array.Empty<JsonObject>() : [Named("kube-system")],
    ];

    private static JsonObject Policy(
        string name, string @namespace, JsonObject pods, JsonNode[] receives, JsonNode[] reaches)
    {
        var spec = new JsonObject
        {
            ["podSelector"] = pods,
            ["policyTypes"] = new JsonArray("Ingress", "Egress"),
        };
        if (receives.Length > 0)
        {
            spec["ingress"] = new JsonArray(receives);
        }

        if (reaches.Length > 0)
        {
            spec["egress"] = new JsonArray(reaches);
        }

        return KubernetesObject.Of("networking.k8s.io/v1", "NetworkPolicy", name, spec, @namespace);
    }

    // No peers are all peers, and no ports all ports.
    private static JsonObject Rule(string direction, JsonNode[] peers, JsonArray ports)
    {
        var rule = new JsonObject();
        if (peers.Length > 0)
        {
            rule[direction] = new JsonArray(peers);
        }

        if (ports.Count > 0)
        {
            rule["ports"] = ports;
        }

        return rule;
    }

    private static JsonArray Ports(EgressSpec egress, bool meshed) =>
        Ports(Flow.ToAnything(meshed && egress.Team is not null ? egress.Ports.Add(Tunnel) : egress.Ports));

    private static JsonArray Ports(Flow flow) =>
    [
        .. flow.Ports.Select(port => Port("TCP", port, flow.LastPort)),
        .. flow.Udp ? flow.Ports.Select(port => Port("UDP", port, flow.LastPort)) : [],
    ];

    private static JsonObject Port(string protocol, int port, int? last)
    {
        var json = new JsonObject { ["protocol"] = protocol, ["port"] = port };
        if (last is not null)
        {
            json["endPort"] = last;
        }

        return json;
    }

    // All pods of a team but those that nobody trusts.
    private static JsonObject Trusting() => new()
    {
        ["matchExpressions"] = new JsonArray(
            new JsonObject { ["key"] = TeamConventions.IsolatedLabel, ["operator"] = "DoesNotExist" }),
    };

    private static JsonObject Siblings() => new() { ["podSelector"] = new JsonObject() };

    private static JsonObject Named(string @namespace) => Labelled(NameLabel, @namespace);

    private static JsonObject Labelled(string label, string value) => new() { ["namespaceSelector"] = Matching(label, value) };

    private static JsonObject Addresses(string cidr) => new() { ["ipBlock"] = new JsonObject { ["cidr"] = cidr } };

    // Everything is everything with a public address: pods, nodes and the metadata service of a machine have others.
    private static JsonObject Outside(string cidr)
    {
        var addresses = Addresses(cidr);
        if (cidr == EgressSpec.Everything)
        {
            addresses["ipBlock"]!["except"] = KubernetesObject.Texts(_notPublic);
        }

        return addresses;
    }

    private static JsonObject Matching(string label, string value) => new() { ["matchLabels"] = new JsonObject { [label] = value } };

    // A line of a table, with the namespace in which it holds and that of the other add-on.
    private sealed record Line(string Owner, string Namespace, Flow Flow, string? Other = null);
}
