using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Findings;
using Infra.Specification.Clusters;

namespace Infra.AddOns.Portal;

/// <summary>Backstage on the hub: clusters, teams and queues as a catalogue, and a form for each paved road that opens a pull request in
/// the repository of a team. The application is the company's own, built into an image.</summary>
/// <remarks>Its database is in the memory of its one pod: the catalogue comes from files each time, so that a restart loses only the
/// history of forms. A database that another program keeps would be one more thing to back up, for nothing that has to last.</remarks>
public sealed partial record Backstage : AddOn
{
    // Where the program that builds the image keeps its settings (https://backstage.io/docs/deployment/docker).
    private const string Folder = "/app";

    private const string CatalogueFolder = "/catalogue";

    private const string Token = "GIT_TOKEN";

    // The user "node" of the images of Node.js, as which the image that Backstage describes runs.
    private const int User = 1000;

    private const int Port = 7007;

    private const string Name = "backstage-catalogue";

    /// <summary>Reference of the image with the company's Backstage, by digest; required.</summary>
    public string? Image { get; init; }

    /// <summary>What keeps the repositories of teams.</summary>
    /// <value>github</value>
    public GitKind Git { get; init; }

    /// <summary>Name of the secret configuration key that holds the token with which pull requests are opened; required.</summary>
    public string? GitSecret { get; init; }

    /// <summary>Host of the repositories, for which the token is.</summary>
    /// <value><c>github.com</c> or <c>gitlab.com</c></value>
    public string? GitHost { get; init; }

    /// <summary>Name of the secret configuration key that holds the client secret of the login, which the settings in the image read as the
    /// variable <c>LOGIN_SECRET</c>; absent: it needs none.</summary>
    public string? LoginSecret { get; init; }

    /// <summary>Host name for users; absent: <c>backstage.{organization}.internal</c>.</summary>
    public string? Domain { get; init; }

    private string Host => GitHost ?? (Git == GitKind.GitHub ? "github.com" : "gitlab.com");

    /// <inheritdoc/>
    public override string Key => "backstage";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => false;

    /// <inheritdoc/>
    public override string OnByDefaultText => "no cluster";

    /// <inheritdoc/>
    public override string Highlights =>
        "the company's own image; clusters, teams and queues from the stack; a form for each paved road, which opens a pull request and " +
        "does nothing else; no database";

    /// <inheritdoc/>
    public override Chart Chart => new("backstage", "https://backstage.github.io/charts", "2.8.2", "backstage");

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("backstage.image.pullSecrets", PullSecretForm.Names)];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        // One: another would have a database of its own.
        new("backstage", WorkloadKind.Controller)
        {
            Requests = new(100, 512, 1536),
            Resources = "backstage.resources",
            NodeSelector = "backstage.nodeSelector",
            Tolerations = "backstage.tolerations",
            PullPolicy = "backstage.image.pullPolicy",
        },
    ];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) =>
        cloud.Cluster.Role == ClusterRole.Hub ? null : "Backstage runs only on the hub and shows all clusters; remove the add-on here.";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context)
    {
        if (Image is null)
        {
            yield return new("image", "is missing: Backstage is an application that each company builds. Give the reference of its image.");
        }
        else if (!ByDigest().IsMatch(Image))
        {
            yield return new(
                "image",
                $"\"{Image}\" is not an image by digest. Allowed: registry/repository@sha256: and 64 hexadecimal digits, without a tag.");
        }

        if (Image is not null && context.Platform.Sovereignty.Registry is { } mirror && !IsIn(mirror))
        {
            yield return new("image", $"\"{Image}\" is not in the mirror. Allowed: an image of {mirror}.");
        }

        if (GitSecret is null)
        {
            yield return new("gitSecret", "is missing: without a token, no pull request can be opened. Name a secret configuration key.");
        }

        if (Domain is not null && !SettingForms.IsHostName(Domain))
        {
            yield return new("domain", $"\"{Domain}\" is not a host name. Allowed: a name such as backstage.acme.example, in lower case.");
        }

        if (GitHost is not null && !SettingForms.IsHostName(GitHost))
        {
            yield return new("gitHost", $"\"{GitHost}\" is not a host name. Allowed: a name such as git.acme.example, in lower case.");
        }

        foreach (var team in context.Platform.Teams.Where(team => team.Repository is not null && GitRepository.Of(team, Git, Host) is null))
        {
            yield return new(
                "git",
                $"\"{team.Repository!.Url}\" is not {(Git == GitKind.GitHub ? "an owner's" : "a group's")} repository on {Host}: the " +
                $"team {team.Name} is in no form.",
                Severity.Warning);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<ChartSecret> Secrets(ClusterContext context)
    {
        var secrets = ImmutableSortedDictionary<string, string>.Empty;
        secrets = GitSecret is null ? secrets : secrets.Add(Token, GitSecret);
        secrets = LoginSecret is null ? secrets : secrets.Add("LOGIN_SECRET", LoginSecret);
        return [new(Chart.Name, Chart.Namespace) { Secrets = secrets }];
    }

    /// <inheritdoc/>
    /// <remarks>It calls the host of the repositories, and whatever the company's login needs.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) => [Flow.FromUsers(Port), Flow.ToAnything(443)];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var files = BackstageCatalogue.Files(context.Platform, Git, Host);
        var at = Image!.IndexOf('@', StringComparison.Ordinal);
        // The mirror is a host with a folder, which together stand for the registry.
        var registry = context.Platform.Sovereignty.Registry is { } mirror && IsIn(mirror)
            ? mirror
            : Image[..Image.IndexOf('/', StringComparison.Ordinal)];
        return new JsonObject
        {
            // With the name of the chart, and no second one behind it.
            ["fullnameOverride"] = Chart.Name,
            ["serviceAccount"] = new JsonObject
            {
                ["create"] = true, ["name"] = Chart.Name, ["automountServiceAccountToken"] = false,
            },
            ["postgresql"] = new JsonObject { ["enabled"] = false },
            ["extraDeploy"] = new JsonArray(KubernetesObject.ConfigMap(
                Name,
                new JsonObject(files.Select(file => KeyValuePair.Create(file.Key, (JsonNode?)Literal(file.Value)))),
                Chart.Namespace)),
            ["backstage"] = new JsonObject
            {
                ["image"] = new JsonObject
                {
                    ["registry"] = registry,
                    ["repository"] = Image[(registry.Length + 1)..at],
                    ["digest"] = Image[(at + 1)..],
                },
                ["replicas"] = 1,
                ["strategy"] = new JsonObject { ["type"] = "Recreate" },
                ["installDir"] = Folder,
                // What is named last wins; once one is named, the others are read only if they are named too.
                ["args"] = new JsonArray(
                    "--config", $"{Folder}/app-config.yaml", "--config", $"{Folder}/app-config.production.yaml"),
                ["appConfig"] = Settings(context),
                ["extraEnvVarsSecrets"] = new JsonArray(Chart.Name),
                ["podAnnotations"] = new JsonObject { ["checksum/catalogue"] = Digest(files) },
                ["podSecurityContext"] = PodContext(context),
                ["containerSecurityContext"] = KubernetesObject.HardenedContainer(),
                ["extraVolumes"] = new JsonArray(
                    new JsonObject { ["name"] = "catalogue", ["configMap"] = new JsonObject { ["name"] = Name } },
                    // What forms write before they push it.
                    new JsonObject { ["name"] = "tmp", ["emptyDir"] = new JsonObject { ["sizeLimit"] = "256Mi" } }),
                ["extraVolumeMounts"] = new JsonArray(
                [
                    // Each file by itself: in a folder of a config map all files are links to a folder whose name begins with two dots,
                    // which a template takes for a way out of its own (isChildPath in packages/cli-common of backstage/backstage).
                    .. files.Keys.Select(file => new JsonObject
                    {
                        ["name"] = "catalogue", ["mountPath"] = $"{CatalogueFolder}/{file}", ["subPath"] = file, ["readOnly"] = true,
                    }),
                    new JsonObject { ["name"] = "tmp", ["mountPath"] = "/tmp" },
                ]),
            },
        };
    }

    // https://backstage.io/docs/conf/writing, https://backstage.io/docs/features/software-catalog/configuration
    private JsonObject Settings(ClusterContext context)
    {
        var url = $"https://{Domain ?? $"backstage.{context.Platform.Organization}.internal"}";
        return new JsonObject
        {
            ["app"] = new JsonObject { ["baseUrl"] = url },
            ["backend"] = new JsonObject
            {
                ["baseUrl"] = url,
                ["database"] = new JsonObject { ["client"] = "better-sqlite3", ["connection"] = ":memory:" },
                ["workingDirectory"] = "/tmp",
            },
            ["integrations"] = new JsonObject
            {
                [Git == GitKind.GitHub ? "github" : "gitlab"] = new JsonArray(Integration()),
            },
            ["catalog"] = new JsonObject
            {
                ["locations"] = new JsonArray(new JsonObject
                {
                    ["type"] = "file",
                    ["target"] = $"{CatalogueFolder}/{BackstageCatalogue.EntitiesFile}",
                    ["rules"] = new JsonArray(new JsonObject
                    {
                        ["allow"] = KubernetesObject.Texts(BackstageCatalogue.Kinds),
                    }),
                }),
            },
        };
    }

    // GitHub's own host has its API elsewhere (https://backstage.io/docs/integrations/github/locations).
    private JsonObject Integration()
    {
        var integration = new JsonObject { ["host"] = Host, ["token"] = $"${{{Token}}}" };
        if (Git == GitKind.GitHub && Host != "github.com")
        {
            integration["apiBaseUrl"] = $"https://{Host}/api/v3";
        }

        return integration;
    }

    // OpenShift gives each namespace users of its own, and refuses others.
    private static JsonObject PodContext(ClusterContext context)
    {
        var pod = new JsonObject
        {
            ["runAsNonRoot"] = true,
            ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
        };
        if (!context.Cluster.IsOpenShift)
        {
            pod["runAsUser"] = User;
            pod["fsGroup"] = User;
        }

        return pod;
    }

    // The chart reads its values as templates of Helm, which begin as the expressions of Backstage do.
    private static string Literal(string text) => text.Replace("{{", "{{ `{{` }}", StringComparison.Ordinal);

    private static string Digest(ImmutableSortedDictionary<string, string> files) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files.Values))));

    private bool IsIn(string mirror) => Image?.StartsWith($"{mirror}/", StringComparison.Ordinal) == true;

    [GeneratedRegex(@"\A[a-z0-9.-]+(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+@sha256:[0-9a-f]{64}\z")]
    private static partial Regex ByDigest();
}
