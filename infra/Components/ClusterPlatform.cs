using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;
using Infra.AddOns.Security;
using Infra.Components.Clusters;
using Infra.Components.Clusters.Aks;
using Infra.Components.Clusters.Eks;
using Infra.Components.Clusters.OnPrem;
using Infra.Components.Delivery;
using Infra.Components.Teams;
using Infra.Components.Workloads;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Delivery;
using Infra.Facts.Teams;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace Infra.Components;

/// <summary>One cluster with everything on it, in order: the cluster itself, the namespaces of its add-ons, the add-ons.</summary>
public sealed class ClusterPlatform : ComponentResource
{
    private readonly NetworkPolicies _policies;
    private readonly Tenants? _tenants;

    /// <summary>Builds the platform of one cluster.</summary>
    /// <param name="platform">The specification of the stack.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="providers">The stack's explicit cloud providers.</param>
    /// <param name="secret">Value of a secret configuration key by its name.</param>
    /// <param name="password">The password of the stack's backups.</param>
    /// <param name="hub">What the hub says of itself to its members; absent for the hub itself, and where nothing is delivered.</param>
    /// <param name="options">Options of the component.</param>
    public ClusterPlatform(
        PlatformSpec platform,
        ClusterSpec cluster,
        CloudProviders providers,
        Func<string, Output<string>> secret,
        BackupPassword password,
        HubRecord? hub = null,
        ComponentResourceOptions? options = null)
        : base("infra:index:ClusterPlatform", cluster.Name, options)
    {
        var parent = new ComponentResourceOptions { Parent = this };
        var caller = FleetDelivery.Way(platform, cluster) == DeliveryWay.Push ? hub : null;
        KubernetesCluster kubernetes = cluster switch
        {
            EksClusterSpec eks => new EksCluster(platform, eks, providers.For(eks), providers.ForCopy(eks), parent, caller),
            AksClusterSpec aks => new AksCluster(platform, aks, providers.For(aks), providers.ForCopy(aks), parent, caller),
            OnPremClusterSpec onPrem => new OnPremCluster(platform, onPrem, secret, providers.ForArc(onPrem), parent),
            _ => throw new InvalidOperationException($"No component builds a cluster of the kind {cluster.Kind}."),
        };
        Identifier = kubernetes.Identifier;

        var context = Clouds.Context(platform, cluster);
        var addOns = InOrder([.. AddOn.Of(cluster)]);
        var login = RegistryLogin.Of(platform, secret);
        var releases = new Dictionary<Type, AddOnRelease>();
        _policies = new NetworkPolicies(context);
        var namespaces = Namespaces(addOns, context, kubernetes, login);
        var velero = addOns.OfType<Velero>().FirstOrDefault(addOn => addOn.HasDrill(context.Cloud));
        string[] others =
        [
            .. velero is null ? [] : new[] { Drill.Canary, Drill.Scratch },
            .. cluster.PrePullImages.IsEmpty ? [] : new[] { ResourceNames.PlatformNamespace },
        ];
        foreach (var name in others)
        {
            namespaces[name] = CreateNamespace(name, PodSecurity.Restricted, context, kubernetes, login);
        }

        IReadOnlyList<Resource>? storage = null;
        foreach (var addOn in addOns)
        {
            if (!namespaces.ContainsKey(addOn.Chart.Namespace) && Home(addOns, addOn.Chart.Namespace) is { Length: > 0 } tenants)
            {
                namespaces[addOn.Chart.Namespace] = CreateNamespace(
                    addOn.Chart.Namespace, tenants.SelectMany(tenant => tenant.NamespaceLabels(context)), context, kubernetes, login,
                    after: [.. tenants.SelectMany(tenant => tenant.CleanedBy).Where(releases.ContainsKey).Select(type => releases[type])]);
            }

            if (addOn.HasVolumes)
            {
                storage ??= CreateStorage();
            }

            Resource[] after =
            [
                .. kubernetes.Ready,
                .. namespaces.GetValueOrDefault(addOn.Chart.Namespace, []),
                .. addOn.OtherNamespaces.Append(addOn.AgentNamespace ?? "").SelectMany(name => namespaces.GetValueOrDefault(name, [])),
                // Each may bring monitors, from its first installation on.
                .. addOns.Where(first => first.BringsMonitorKinds && first != addOn).Select(first => releases[first.GetType()]),
                .. addOn.Requires.Concat(addOn.After).Where(releases.ContainsKey).Select(type => releases[type]),
                .. addOn.HasVolumes ? storage! : [],
                // Its webhook is asked about every namespace, and nothing answers while it is being installed.
                .. addOn is Gatekeeper ? namespaces.Values.SelectMany(each => each) : [],
            ];
            if (addOn is Velero)
            {
                after =
                [
                    .. after,
                    password.Put(cluster.Name, addOn.Chart.Namespace, new CustomResourceOptions
                    {
                        Parent = this,
                        Provider = kubernetes.Provider,
                        DependsOn = namespaces[addOn.Chart.Namespace],
                    }),
                ];
            }

            releases[addOn.GetType()] = new AddOnRelease(
                addOn, context, kubernetes.Bind, secret, after, login,
                new ComponentResourceOptions { Parent = this, Providers = { kubernetes.Provider } });
        }

        storage ??= CreateStorage();
        if (velero is not null)
        {
            Resource[] first = [.. namespaces[Drill.Canary], .. namespaces[Drill.Scratch], .. storage, .. releases.Values];
            _ = new RestoreDrill(
                velero, context, context.Cloud.CanaryClass!, first,
                new ComponentResourceOptions { Parent = this, Providers = { kubernetes.Provider } });
        }

        if (!cluster.PrePullImages.IsEmpty)
        {
            _ = new ImagePrePull(
                platform, cluster, ResourceNames.PlatformNamespace, namespaces[ResourceNames.PlatformNamespace],
                new ComponentResourceOptions { Parent = this, Providers = { kubernetes.Provider } });
        }

        if (TeamPlaces.On(platform, cluster).Any())
        {
            _tenants = new Tenants(
                context, kubernetes, login, [.. kubernetes.Ready, .. releases.Values],
                new ComponentResourceOptions { Parent = this, Providers = { kubernetes.Provider } });
        }

        // Whoever may start a pod in one of these could use the accounts and secrets there. What is delivered has a namespace of its own,
        // so default stays closed as well, although teams may use it.
        string[] closed = [.. AddOn.Namespaces(context).Append("default").Order(StringComparer.Ordinal)];
        Hub = FleetDelivery.Hub(platform) == cluster ? kubernetes.AsHub(this) : null;
        // Workloads come after the add-ons that they use, and on a destroy they go before them.
        Member = caller is null ? null : kubernetes.Admit(caller, closed);
        var ofTeams = _tenants?.ReadyBy.Values.SelectMany(ready => ready) ?? [];
        Member = Member is null ? null : Member with { Ready = [.. Member.Ready, .. releases.Values, .. ofTeams] };
        if (Member is not null && QueueDispatch.Members(platform).Any(member => member.Name == cluster.Name))
        {
            var home = addOns.OfType<Kueue>().Single().Chart.Namespace;
            var dispatch = new MemberDispatch(
                cluster.Name, home, namespaces[home], new ComponentResourceOptions { Parent = this, Providers = { kubernetes.Provider } });
            Member = Member with { DispatchToken = dispatch.Token, Ready = [.. Member.Ready, dispatch] };
        }

        Deliver = members =>
        {
            DeliverTo(members, context, kubernetes, closed, releases.Values, secret);
            DispatchTo(members, cluster, kubernetes, namespaces);
        };
        if (Hub is null)
        {
            Deliver([]);
        }

        RegisterOutputs(new Dictionary<string, object?> { ["identifier"] = Identifier });

        // Volumes come after their classes, and these after their drivers: on a destroy, a pool with volumes in it would not go.
        IReadOnlyList<Resource> CreateStorage() => kubernetes.CreateStorage(
        [
            .. kubernetes.Ready,
            .. addOns.Where(addOn => addOn.BringsStorage).Select(addOn => releases[addOn.GetType()]),
        ]);
    }

    /// <summary>The identifier of the cluster in its cloud.</summary>
    [Output("identifier")]
    public Output<string> Identifier { get; }

    /// <summary>What the cluster says of itself to the members of the fleet; null if it is not the hub.</summary>
    public HubRecord? Hub { get; }

    /// <summary>What the cluster says of itself to its hub; null if the hub does not deploy to it.</summary>
    public MemberRecord? Member { get; }

    /// <summary>Lets the Argo CD of the cluster deliver, to itself and to other clusters, and its Kueue dispatch work to those that let it;
    /// nothing happens where it has none.</summary>
    public Action<IReadOnlyList<MemberRecord>> Deliver { get; }

    /// <summary>The add-ons, sorted so that each comes after the kinds of monitors, after those that it requires and, if it has volumes,
    /// after their drivers, otherwise in the given order.</summary>
    internal static IReadOnlyList<AddOn> InOrder(IReadOnlyList<AddOn> addOns)
    {
        var ordered = new List<AddOn>(addOns.Count);
        foreach (var addOn in addOns)
        {
            Add(addOn);
        }

        return ordered;

        void Add(AddOn addOn)
        {
            if (ordered.Contains(addOn))
            {
                return;
            }

            foreach (var required in addOns.Where(other => other != addOn && (other.BringsMonitorKinds
                || (other.BringsStorage && addOn.HasVolumes)
                || addOn.Requires.Concat(addOn.After).Contains(other.GetType()))))
            {
                Add(required);
            }

            ordered.Add(addOn);
        }
    }

    private void DeliverTo(
        IReadOnlyList<MemberRecord> members,
        ClusterContext context,
        KubernetesCluster kubernetes,
        IReadOnlyList<string> closed,
        IEnumerable<AddOnRelease> releases,
        Func<string, Output<string>> secret)
    {
        if (context.Platform.GitOps is not { } gitOps || !FleetDelivery.Delivers(context.Platform, context.Cluster))
        {
            return;
        }

        var accounts = Hub is not null ? FleetDelivery.ServiceAccounts : FleetDelivery.ServiceAccounts[..1];
        var names = accounts.Select(account => $"'system:serviceaccount:{FleetDelivery.Namespace}:{account}'");
        // Its own namespace stays open: there it keeps what it knows.
        var rights = new MemberRights(
            context.Cluster.Name,
            [.. closed.Where(name => name != FleetDelivery.Namespace)],
            new CustomResourceOptions { Parent = this, Provider = kubernetes.Provider });
        var given = rights.Give(
            $"request.userInfo.username in [{string.Join(", ", names)}]",
            [.. accounts.Select(account => new SubjectArgs
            {
                Kind = "ServiceAccount",
                Namespace = FleetDelivery.Namespace,
                Name = account,
            })]);
        _ = new GitOpsDelivery(
            context, gitOps, members, _tenants, secret, [.. releases, .. given],
            new ComponentResourceOptions { Parent = this, Providers = { kubernetes.Provider } });
    }

    private void DispatchTo(
        IReadOnlyList<MemberRecord> members, ClusterSpec cluster, KubernetesCluster kubernetes, Dictionary<string, Resource[]> namespaces)
    {
        if (members.Any(member => member.DispatchToken is not null))
        {
            var home = AddOn.Of(cluster).OfType<Kueue>().Single().Chart.Namespace;
            _ = new DispatchLogins(
                cluster.Name, home, [.. members.Where(member => member.DispatchToken is not null)], namespaces[home],
                new ComponentResourceOptions { Parent = this, Providers = { kubernetes.Provider } });
        }
    }

    // The add-ons of a namespace of theirs.
    private static AddOn[] Home(IEnumerable<AddOn> addOns, string name) =>
        ResourceNames.KubernetesNamespaces.Contains(name) ? [] : [.. addOns.Where(addOn => addOn.Chart.Namespace == name)];

    // Namespaces are created here and not by Helm, so that they can contain service accounts and quotas before a release is installed.
    private Dictionary<string, Resource[]> Namespaces(
        IReadOnlyList<AddOn> addOns, ClusterContext context, KubernetesCluster kubernetes, RegistryLogin? login)
    {
        var namespaces = addOns
            .Where(addOn => !ResourceNames.KubernetesNamespaces.Contains(addOn.Chart.Namespace))
            .GroupBy(addOn => addOn.Chart.Namespace, StringComparer.Ordinal)
            // Those come after a release.
            .Where(group => !group.SelectMany(addOn => addOn.CleanedBy).Any())
            .ToDictionary(
                group => group.Key,
                group => CreateNamespace(group.Key, group.SelectMany(addOn => addOn.NamespaceLabels(context)), context, kubernetes, login),
                StringComparer.Ordinal);
        foreach (var name in addOns.Where(addOn => addOn.ByChart(context)).Select(addOn => addOn.AgentNamespace).OfType<string>())
        {
            namespaces[name] = CreateNamespace(name, PodSecurity.Privileged, context, kubernetes, login);
        }

        // Workloads are in these: the namespace stays, whatever becomes of the add-on.
        foreach (var name in addOns.SelectMany(addOn => addOn.OtherNamespaces).Except(ResourceNames.KubernetesNamespaces))
        {
            if (!namespaces.ContainsKey(name))
            {
                namespaces[name] = CreateNamespace(name, PodSecurity.Baseline, context, kubernetes, login, retain: true);
            }
        }

        // Those that are there already need the login all the same.
        foreach (var name in addOns.Select(addOn => addOn.Chart.Namespace).Intersect(ResourceNames.KubernetesNamespaces))
        {
            namespaces[name] = LogIn(name, context, kubernetes, login, [.. kubernetes.Ready]);
        }

        return namespaces;
    }

    // The namespace and, on OpenShift, the permission for its pods to use their pod security level: there, labels alone do not let a pod
    // choose its user.
    private Resource[] CreateNamespace(
        string name,
        IEnumerable<KeyValuePair<string, string>> labels,
        ClusterContext context,
        KubernetesCluster kubernetes,
        RegistryLogin? login,
        bool retain = false,
        IReadOnlyList<Resource>? after = null)
    {
        var logicalName = $"{context.Cluster.Name}-{name}";
        var metadata = new ObjectMetaArgs { Name = name, Labels = labels.DistinctBy(label => label.Key).ToDictionary() };
        var home = new Namespace(
            logicalName, new NamespaceArgs { Metadata = metadata }, Options([.. kubernetes.Ready, .. after ?? []], retain));
        // A pod of the platform never runs without them. Those of workloads are for their teams to write.
        Resource[] policies = retain ? [] :
        [
            .. _policies.In(name).Select(policy => Manifest.Create(
                $"{logicalName}-networkpolicy-{(string)policy["metadata"]!["name"]!}", policy, Options([home]))),
        ];
        if (PodSecurity.Constraint(context.Cluster, labels) is not { } constraint)
        {
            return [home, .. policies, .. LogIn(name, context, kubernetes, login, [home])];
        }

        return
        [
            home,
            .. policies,
            new RoleBinding($"{logicalName}-pods", new RoleBindingArgs
            {
                Metadata = new ObjectMetaArgs { Name = "pods", Namespace = name },
                RoleRef = new RoleRefArgs { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = constraint },
                Subjects = new SubjectArgs
                {
                    ApiGroup = "rbac.authorization.k8s.io",
                    Kind = "Group",
                    Name = $"system:serviceaccounts:{name}",
                },
            }, Options([home])),
            .. LogIn(name, context, kubernetes, login, [home]),
        ];

        CustomResourceOptions Options(Resource[] after, bool kept = false) => new()
        {
            Parent = this,
            Provider = kubernetes.Provider,
            DependsOn = after,
            RetainOnDelete = kept ? true : null,
        };
    }

    // Pods of the namespace pull from the mirror with it.
    private Resource[] LogIn(
        string name, ClusterContext context, KubernetesCluster kubernetes, RegistryLogin? login, Resource[] after) => login is null ? [] :
    [
        login.Create($"{context.Cluster.Name}-{name}-registry", name, new CustomResourceOptions
        {
            Parent = this,
            Provider = kubernetes.Provider,
            DependsOn = after,
        }),
    ];
}
