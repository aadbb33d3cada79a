using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Catalogue.Geography;
using Infra.Cli.StackFiles;
using Infra.Facts.Documents;

namespace Infra.Cli.New.Fleet;

/// <summary>A stack that a project does not have yet: a cluster in each cloud, the first of them the hub, and a cluster for each
/// site.</summary>
/// <param name="Organization">First part of every name that must be unique in a cloud.</param>
/// <param name="Country">The country of the company.</param>
/// <param name="Locations">Jurisdictions in which data may be.</param>
/// <param name="Operators">Jurisdictions whose law may apply to the operators.</param>
/// <param name="Clusters">Clusters in clouds.</param>
/// <param name="Sites">Sites with their clusters.</param>
internal sealed record NewStack(
    string Organization, Country Country, ImmutableArray<string> Locations, ImmutableArray<string> Operators,
    ImmutableArray<NewCluster> Clusters, ImmutableArray<NewSite> Sites)
{
    // Of a pool, at first: as many as a mistake may cost.
    private const int MostGpus = 4;

    /// <summary>The law of a country: the union that it is in, or its own.</summary>
    internal static string LawOf(Country country) =>
        (Jurisdictions.Of(country.Code).Where(law => law.Countries.Count > 1).MinBy(law => law.Countries.Count)
            ?? Jurisdictions.Of(country.Code).First()).Code;

    /// <summary>Chooses what is not said: borders by the country, and the nearest region of each cloud inside them.</summary>
    /// <exception cref="StackFileException">A cloud has no such region.</exception>
    internal static NewStack Of(
        string organization, Country country, ImmutableArray<FleetCloud> clouds, ImmutableArray<string> sites,
        ImmutableArray<string> locations, ImmutableArray<string> operators, string? gpu)
    {
        var law = LawOf(country);
        locations = locations.IsEmpty ? [law] : locations;
        var clusters = clouds.Select((cloud, index) =>
        {
            var region = cloud.Nearest(country, locations, operators, gpu) ?? throw new StackFileException(
                $"--clouds: no region of {cloud.Profile.Title} in {string.Join(", ", locations)} " +
                (operators.IsEmpty ? "" : $"is operated under the law of {string.Join(", ", operators)} alone and ") +
                $"sells the usual machines and {(gpu is null ? "GPUs" : $"the GPU {gpu}")}, as far as the catalogue knows. Leave " +
                $"{cloud.Word} out, or change --locations{(operators.IsEmpty ? "" : ", --operators")} or --gpu.");
            var nodes = Math.Max(1, MostGpus / cloud.Machine(region.Name, gpu)!.GpuCount);
            return new NewCluster(
                cloud, $"{cloud.Word}-{country.Code.ToLowerInvariant()}", region, FleetCloud.Version, FreeNetwork.Number(index), gpu, nodes,
                Administrator: null)
            {
                IsHub = index == 0,
            };
        }).ToImmutableArray();
        return new(
            organization, country, locations,
            operators.IsEmpty
                ? [law, .. clusters.SelectMany(cluster => cluster.Region.Operator.Outside([law])).Distinct().Order(StringComparer.Ordinal)]
                : operators,
            clusters,
            [
                .. sites.Select((site, index) => new NewSite(
                    site, country.Code, law, "rke2", IsEdge: false, FleetCloud.Version, GpuModels.L4.Id, 1, 1, null)
                {
                    IsHub = clusters.IsEmpty && index == 0,
                }),
            ]);
    }

    /// <summary>The stack file.</summary>
    internal string Text()
    {
        string[] places =
        [
            .. Clusters.Select(cluster => $"{cluster.Cloud.Profile.Title} in {Countries.All[cluster.Region.Country].Name}"),
            .. Sites.Select(site => $"the site {site.Name}"),
        ];
        var law = Operators.Length == 1 ? "" : "; a parent company counts";
        ImmutableArray<string> lines =
        [
            "# yaml-language-server: $schema=schema/stack.schema.json",
            "",
            $"# The fleet of {Organization} in {Country.Name}: {string.Join(", ", places)}.",
            .. Clusters.IsEmpty ? ImmutableArray<string>.Empty : ["# What is marked \"example\" is to be replaced before pulumi up."],
            "config:",
            "  pulumi:disable-default-providers: [\"*\"] # nothing lands in an account that is not meant",
            $"  ai-platform:organization: {Yaml.Scalar(Organization)} # first part of every name that must be unique in a cloud",
            "  ai-platform:sovereignty:",
            $"    locations: {List(Locations)} # where data, keys, logs and backups may be",
            $"    operators: {List(Operators)} # whose law may apply to who operates a place{law}",
            "    endpoints: private # nothing is reached from the internet; run pulumi up where the networks are reached",
            "    keys: customer-managed",
            $"    # registry: registry.{Organization}.example/mirror # charts and images come from public sources without a mirror",
            "  ai-platform:backup: { schedule: \"0 2 * * *\", retentionDays: 30, immutableDays: 30 } # in UTC",
            .. Sites.IsEmpty ? [] : Sites.Select(site => $"    {site.Item()}").Prepend("  ai-platform:sites:"),
            "  ai-platform:clusters:",
            .. Clusters.SelectMany(cluster => cluster.Lines()).Concat(Sites.SelectMany(site => site.Lines())).Select(line => $"    {line}"),
        ];
        return string.Concat(lines.Select(line => $"{line}\n"));
    }

    private static string List(ImmutableArray<string> words) => $"[{string.Join(", ", words.Select(Yaml.Scalar))}]";
}
