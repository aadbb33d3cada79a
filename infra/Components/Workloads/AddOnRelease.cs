using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Workloads;

/// <summary>Installs any add-on: the identities of its service accounts, its chart as one Helm release, then the custom resources that need
/// the chart's CRDs.</summary>
public sealed class AddOnRelease : ComponentResource
{
    /// <summary>Seconds that Helm waits for a release: a node may first have to join and pull several images of a few GB, for which Helm's
    /// default of five minutes is too short.</summary>
    private const int TimeoutSeconds = 1200;

    /// <summary>Installs an add-on on a cluster.</summary>
    /// <param name="addOn">The add-on.</param>
    /// <param name="context">The cluster on which to install it.</param>
    /// <param name="bind">Creates a service account and the permissions that it needs outside the cluster; returns what a pod must wait
    /// for.</param>
    /// <param name="secret">Value of a secret configuration key by its name.</param>
    /// <param name="after">What must exist first: the cluster's nodes, the namespace, required add-ons.</param>
    /// <param name="login">The login of the mirror; absent: it wants none.</param>
    /// <param name="options">Parent, and the cluster's provider for everything that is created here.</param>
    public AddOnRelease(
        AddOn addOn,
        ClusterContext context,
        Func<WorkloadIdentity, CustomResourceOptions, IReadOnlyList<Resource>> bind,
        Func<string, Output<string>> secret,
        IReadOnlyList<Resource> after,
        RegistryLogin? login,
        ComponentResourceOptions options)
        : base("infra:addons:Release", $"{context.Cluster.Name}-{addOn.Chart.Name}", options)
    {
        var name = $"{context.Cluster.Name}-{addOn.Chart.Name}";
        Resource[] ready =
        [
            .. after,
            .. addOn.Identities(context)
                .SelectMany(identity => bind(identity, new CustomResourceOptions { Parent = this, DependsOn = [.. after] })),
            .. addOn.Secrets(context).Select(needed => Create(needed, context, secret, after)),
        ];
        List<Resource> previous = addOn.ByChart(context) ? [Install(name, addOn, context, login, ready)] : [.. ready];

        // Within an add-on, kinds depend on those listed before them: a constraint on its template, an issuer on a certificate.
        List<Resource> current = [];
        string? kind = null;
        foreach (var json in addOn.Manifests(context))
        {
            if (kind is not null && kind != (string)json["kind"]!)
            {
                (previous, current) = (current, []);
            }

            kind = (string)json["kind"]!;
            var manifestName = $"{name}-{kind.ToLowerInvariant()}-{(string)json["metadata"]!["name"]!}";
            current.Add(Manifest.Create(manifestName, json, new CustomResourceOptions { Parent = this, DependsOn = [.. previous] }));
        }

        RegisterOutputs();
    }

    private Secret Create(
        ChartSecret needed, ClusterContext context, Func<string, Output<string>> secret, IReadOnlyList<Resource> after)
    {
        var data = new InputMap<string>();
        foreach (var (key, text) in needed.Texts)
        {
            data.Add(key, text);
        }

        foreach (var (key, name) in needed.Secrets)
        {
            data.Add(key, Output.CreateSecret(secret(name).Apply(text => Checked(needed, text))));
        }

        return new Secret($"{context.Cluster.Name}-{needed.Namespace}-{needed.Name}", new SecretArgs
        {
            Metadata = new ObjectMetaArgs { Name = needed.Name, Namespace = needed.Namespace },
            Type = needed.Type,
            StringData = data,
        }, new CustomResourceOptions { Parent = this, DependsOn = [.. after] });
    }

    // What does not look like PEM is a stand-in where nothing is deployed.
    private static string Checked(ChartSecret needed, string text) =>
        text.Contains("-----BEGIN ", StringComparison.Ordinal) && needed.Mistake(text) is { } mistake
            ? throw new RunException(mistake)
            : text;

    private Release Install(
        string name, AddOn addOn, ClusterContext context, RegistryLogin? login, IReadOnlyList<Resource> after)
    {
        var chart = addOn.Chart;
        var source = Mirror.Chart(context.Platform, chart.Name, chart.Repository);
        var args = new ReleaseArgs
        {
            Name = chart.Name,
            Namespace = chart.Namespace,
            Chart = source.Chart,
            Version = chart.Version,
            Values = ChartValues.Of(addOn, context).ToInputMap(),
            SkipCrds = addOn.SkipCrds,
            // A failed release is rolled back instead of blocking the next run ("another operation is in progress",
            // pulumi-kubernetes#2054).
            Atomic = true,
            Timeout = TimeoutSeconds,
        };
        if (source.Repository is not null)
        {
            args.RepositoryOpts = new RepositoryOptsArgs { Repo = source.Repository };
        }
        else if (login is not null)
        {
            // Since 4.27 the provider logs in to a registry with these alone, and leaves the logins of this machine as they are
            // (pulumi/pulumi-kubernetes#3661).
            args.RepositoryOpts = new RepositoryOptsArgs { Username = login.User, Password = login.Password };
        }

        return new Release(name, args, new CustomResourceOptions { Parent = this, DependsOn = [.. after] });
    }
}
