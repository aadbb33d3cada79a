using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Provider;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>The provider for everything inside a cluster, the same on every kind.</summary>
internal static class ClusterProvider
{
    /// <summary>Creates the provider. Everything that the SDK would take from an environment variable is set here, so that the same stack
    /// is deployed in the same way from every machine: the provider's own defaults (pulumi/pulumi-kubernetes,
    /// <c>provider/pkg/provider/provider.go</c>, <c>Configure</c>).</summary>
    /// <param name="name">Logical name.</param>
    /// <param name="kubeconfig">How the API is reached; it may change freely.</param>
    /// <param name="identifier">The identity of the cluster: only a different one replaces the provider, and with it everything in the
    /// cluster.</param>
    /// <param name="options">Parent and dependencies.</param>
    public static Kubernetes.Provider Create(
        string name, Input<string> kubeconfig, Input<string> identifier, CustomResourceOptions options) =>
        new(name, new Kubernetes.ProviderArgs
        {
            KubeConfig = kubeconfig,
            ClusterIdentifier = identifier,
            EnableServerSideApply = true,
            // A field that a controller owns, or an object that exists already, belongs to someone else: the update stops instead of taking
            // it over.
            EnablePatchForce = false,
            UpsertExistingObjects = false,
            // A cluster that does not answer is an error, and not a reason to drop its resources from the state.
            DeleteUnreachable = false,
            SkipUpdateUnreachable = false,
            // A change of data replaces the object, so that a protected one keeps its data: the secret that disks are encrypted with.
            EnableConfigMapMutable = false,
            EnableSecretMutable = false,
            SuppressDeprecationWarnings = false,
            SuppressHelmHookWarnings = false,
            HelmReleaseSettings = new HelmReleaseSettingsArgs
            {
                // Where Helm keeps its releases: in secrets of their namespaces.
                Driver = "secret",
                // Where this machine keeps its plugins, its caches and its logins to registries is its own affair and in no plan: the
                // provider finds out by itself, as helm does.
                PluginsPath = null,
                RegistryConfigPath = null,
                RepositoryCache = null,
                RepositoryConfigPath = null,
            },
            KubeClientSettings = new KubeClientSettingsArgs
            {
                Burst = 120,
                // Requests a second.
                Qps = 50,
                // Seconds; 0 is none. The documentation says 32, but without a value the provider sets none, and one would also cut off
                // the watches by which it waits.
                Timeout = 0,
            },
        }, options);
}
