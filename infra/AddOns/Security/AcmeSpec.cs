using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Findings;
using Infra.Specification;

namespace Infra.AddOns.Security;

/// <summary>An account at an ACME certificate authority, for names that are resolvable on the internet.</summary>
public sealed record AcmeSpec
{
    /// <summary>Email address that the authority notifies before a certificate expires.</summary>
    public required string Email { get; init; }

    /// <summary>Directory URL of the authority.</summary>
    /// <value>https://acme-v02.api.letsencrypt.org/directory, Let's Encrypt</value>
    public string Server { get; init; } = "https://acme-v02.api.letsencrypt.org/directory";

    /// <summary>Ingress class for the authority's HTTP challenge; absent: the challenge is a record in the zone of <c>ingress</c>, for
    /// which no load balancer has to face the authority, and which alone proves a wildcard. The platform installs no ingress controller:
    /// RKE2 and k3s bring one where no address pools are given, elsewhere it is yours to install, for example with Argo CD.</summary>
    public string? IngressClass { get; init; }

    /// <summary>What the authority or the cluster would refuse, or never answer.</summary>
    internal IEnumerable<Mistake> Mistakes(ClusterContext context)
    {
        if (!IsAddress(Email))
        {
            yield return new("email", $"\"{Email}\" is not a mail address. Allowed: an address such as platform@acme.example.");
        }

        if (!SettingForms.IsHttps(Server))
        {
            yield return new(
                "server", $"\"{Server}\" is not the directory of an authority. Allowed: an https URL (RFC 8555, section 6.1).");
        }
        else if (IsPublic(Server) && !context.Cloud.ReachesInternet)
        {
            yield return new(
                "server",
                $"\"{Server}\" is on the internet, which the cluster cannot reach. Name an authority of your own, or leave acme out.");
        }
        else if (IsPublic(Server) && IngressClass is null && context.Cloud.DnsZone is { IsPrivate: true })
        {
            yield return new(
                "server",
                $"\"{Server}\" reads its challenge from the internet, and the zone of the cluster is private. Name an authority of your " +
                "own, or leave acme out.");
        }
        else if (IsPublic(Server) && IngressClass is not null && context.Platform.Sovereignty.Endpoints == EndpointAccess.Private)
        {
            yield return new(
                "server",
                $"\"{Server}\" asks for its challenge from the internet, and with private endpoints no load balancer faces it. Name an " +
                "authority of your own, or leave acme out.");
        }

        if (IngressClass is null)
        {
            if (context.Cloud.DnsZone is null)
            {
                yield return new(
                    "ingressClass",
                    "is missing, and the cluster has no zone for a challenge by DNS. Name an ingress class, or a zone under ingress.");
            }
        }
        else if (!SettingForms.IsNamespace(IngressClass.Replace('.', '-')))
        {
            yield return new(
                "ingressClass",
                $"\"{IngressClass}\" is not the name of an ingress class. Allowed: lower-case letters, digits, hyphens and dots, " +
                "beginning and ending with a letter or a digit.");
        }
        else if (context.Cloud.IngressClasses is { } classes && !classes.Contains(IngressClass))
        {
            yield return new(
                "ingressClass",
                $"nothing that the platform knows installs a controller for the class \"{IngressClass}\": a certificate waits for its " +
                $"challenge until something does. On this cluster from the start: {(classes.IsEmpty ? "none" : Spelling.List(classes))}.",
                Severity.Warning);
        }
    }

    // Let's Encrypt, for production and for trials.
    private static bool IsPublic(string server) => new Uri(server).Host.EndsWith(".letsencrypt.org", StringComparison.OrdinalIgnoreCase);

    // One @ between a name and a host name: more than that only the authority knows.
    private static bool IsAddress(string text) => text.Split('@') is [{ Length: > 0 } name, var host]
        && SettingForms.IsHostName(host) && !name.Any(letter => char.IsWhiteSpace(letter) || letter is ',' or ';' or '<' or '>' or ':');
}
