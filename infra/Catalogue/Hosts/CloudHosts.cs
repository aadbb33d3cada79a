using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.Catalogue.Hosts;

/// <summary>Object stores, registries, Vaults, services for metrics and clusters in public clouds by the names of their hosts. To add one,
/// add a line here.</summary>
public static partial class CloudHosts
{
    private static readonly ImmutableArray<Service> _services =
    [
        // https://docs.aws.amazon.com/general/latest/gr/s3.html, https://docs.aws.amazon.com/general/latest/gr/ecr.html; the regions are
        // those of the catalogue. In China, other companies operate the service.
        Aws(".amazonaws.com", "us"), Aws(".amazonaws.eu", "us"), Aws(".on.aws", "us"),
        Aws(".amazonaws.com.cn", "cn"), Aws(".on.amazonwebservices.com.cn", "cn"), new("public.ecr.aws", "us"),

        // A registry of Azure may have replicas in several regions and names none
        // (https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication).
        new(".azurecr.io", "us"), new("mcr.microsoft.com", "us"),
        new(".azurecr.us", "us", ("", "US")), new(".azurecr.cn", "cn", ("", "CN")),

        // https://cloud.google.com/artifact-registry/docs/repositories/repo-locations, https://cloud.google.com/storage/docs/locations
        new(".pkg.dev", "us",
            ("europe-west1", "BE"), ("europe-west2", "GB"), ("europe-west3", "DE"), ("europe-west4", "NL"), ("europe-west6", "CH"),
            ("europe-west8", "IT"), ("europe-west9", "FR"), ("europe-west10", "DE"), ("europe-west12", "IT"), ("europe-north1", "FI"),
            ("europe-north2", "SE"), ("europe-central2", "PL"), ("europe-southwest1", "ES"), ("us-", "US"), ("us", "US"),
            ("northamerica-northeast1", "CA"), ("northamerica-northeast2", "CA"), ("northamerica-south1", "MX"),
            ("southamerica-east1", "BR"), ("southamerica-west1", "CL"), ("asia-northeast1", "JP"), ("asia-northeast2", "JP"),
            ("asia-northeast3", "KR"), ("asia-southeast1", "SG"), ("asia-southeast2", "ID"), ("asia-south1", "IN"), ("asia-south2", "IN"),
            ("asia-east1", "TW"), ("asia-east2", "HK"), ("australia-southeast1", "AU"), ("australia-southeast2", "AU"),
            ("me-west1", "IL"), ("me-central1", "QA"), ("me-central2", "SA"), ("africa-south1", "ZA")),
        new("gcr.io", "us"), new(".googleapis.com", "us"),

        // https://docs.digitalocean.com/platform/regional-availability/
        new(".digitaloceanspaces.com", "us",
            ("nyc", "US"), ("sfo", "US"), ("atl", "US"), ("ric", "US"), ("ams", "NL"), ("fra", "DE"), ("lon", "GB"), ("tor", "CA"),
            ("sgp", "SG"), ("blr", "IN"), ("syd", "AU")),

        // https://docs.wasabi.com/docs/service-urls-for-wasabis-storage-regions; in Europe each has another name as well.
        new(".wasabisys.com", "us",
            ("us-", "US"), ("ca-central-1", "CA"), ("eu-central-1", "NL"), ("eu-central-2", "DE"), ("eu-west-1", "GB"), ("eu-west-2", "FR"),
            ("eu-west-3", "GB"), ("eu-south-1", "IT"), ("ap-northeast-1", "JP"), ("ap-northeast-2", "JP"), ("ap-southeast-1", "SG"),
            ("ap-southeast-2", "AU"), ("nl-1", "NL"), ("de-1", "DE"), ("uk-1", "GB"), ("uk-2", "GB"), ("fr-1", "FR"), ("it-1", "IT")),

        // https://www.backblaze.com/docs/cloud-storage-data-regions
        new(".backblazeb2.com", "us", ("us-", "US"), ("eu-central-", "NL"), ("ca-east-", "CA")),

        // https://developers.cloudflare.com/r2/reference/data-location/
        new(".r2.cloudflarestorage.com", "us"),

        // https://www.scaleway.com/en/docs/account/reference-content/products-availability/
        new(".scw.cloud", "eu", ("fr-par", "FR"), ("nl-ams", "NL"), ("pl-waw", "PL"), ("it-mil", "IT")),

        // https://docs.hetzner.com/storage/object-storage/overview/
        new(".your-objectstorage.com", "eu", ("fsn1", "DE"), ("nbg1", "DE"), ("hel1", "FI")),

        // https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints
        new(".aliyuncs.com", "cn", ("cn-hongkong", "HK"), ("cn-", "CN"), ("eu-central-1", "DE"), ("eu-west-1", "GB"), ("us-", "US")),

        // Clusters: API and issuer of tokens (sigstore/fulcio#970).
        Azure(".azmk8s.io"), Azure(".oic.prod-aks.azure.com"),

        // Services for metrics; an endpoint of Azure Monitor begins with its region, under a name of Azure's own.
        new(".monitor.azure.com", "us"), new(".grafana.net", "us"),

        // Git. GitHub and GitLab keep residents' data in a region only under a name of their own (https://docs.github.com/enterprise-cloud,
        // "About GitHub Enterprise Cloud with data residency"), and the name does not say which.
        new("github.com", "us"), new(".ghe.com", "us"), new("gitlab.com", "us"), new("bitbucket.org", "us"), new("dev.azure.com", "us"),
        new(".visualstudio.com", "us"),

        // Vault as a service; a name says nothing of its region (https://developer.hashicorp.com/hcp/docs/vault).
        new(".hashicorp.cloud", "us"),

        new("docker.io", "us"), new("ghcr.io", "us"), new("quay.io", "us"), new("nvcr.io", "us"),
        new("registry.gitlab.com", "us"), new("registry.digitalocean.com", "us"),
    ];

    /// <summary>What the name of a host says; null for a host that is in no public cloud, as far as is known.</summary>
    public static CloudHost? Of(string host)
    {
        host = host.ToLowerInvariant();
        return _services.FirstOrDefault(service => service.Holds(host)) is { } service
            ? service.Read(host[..^service.Suffix.Length])
            : null;
    }

    private static Service Aws(string suffix, string owner) => new(suffix, owner) { HasRegionsOfTheCatalogue = true };

    private static Service Azure(string suffix) =>
        new(suffix, "us", [.. AzureProfile.Profile.Regions.Values.Select(region => (region.Name, region.Country))]);

    [GeneratedRegex("(?<![a-z0-9])[a-z]{2,4}(-[a-z]+)+-[0-9](?![0-9])")]
    private static partial Regex AwsRegion();

    private sealed record Service(string Suffix, string Owner, params (string Region, string Country)[] Regions)
    {
        public bool HasRegionsOfTheCatalogue { get; init; }

        public bool Holds(string host) =>
            host == Suffix || host.EndsWith(Suffix[0] == '.' ? Suffix : $".{Suffix}", StringComparison.Ordinal);

        public CloudHost Read(string name)
        {
            if (!HasRegionsOfTheCatalogue)
            {
                // The longest one wins: europe-west12 is not europe-west1.
                var country = Regions.Where(region => name.Split('.').Any(part => Names(part, region.Region)))
                    .OrderByDescending(region => region.Region.Length).Select(region => region.Country).FirstOrDefault();
                return new CloudHost(Owner, country, null);
            }

            // s3.amazonaws.com is in Northern Virginia.
            return AwsRegion().Match(name) is not { Success: true, Value: var found }
                ? new CloudHost(Owner, name == "s3" ? "US" : null, null)
                : AwsProfile.Profile.Regions.TryGetValue(found, out var known) ? new CloudHost(Owner, known.Country, null)
                : new CloudHost(Owner, null, found);
        }

        // A region begins a part of the name, or follows the name of the service: s3.fr-par, oss-eu-central-1, europe-west3-docker.
        private static bool Names(string part, string region) =>
            part.StartsWith(region, StringComparison.Ordinal) || part.Contains($"-{region}", StringComparison.Ordinal);
    }
}
