// The level restricted of pod security, as the API server holds pods to it: https://kubernetes.io/docs/concepts/security/pod-security-standards/
// Volumes from images are allowed from 1.33 (kubernetes/kubernetes#130394).
const volumes = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'];

export function restricted(spec) {
  const found = [], pod = spec.securityContext ?? {};
  const say = (wrong, text) => { if (wrong) found.push(text); };
  for (const member of ['hostNetwork', 'hostPID', 'hostIPC']) say(spec[member], member);
  for (const volume of spec.volumes ?? []) {
    say(Object.keys(volume).some(key => key !== 'name' && !volumes.includes(key)), `volume ${volume.name}: ${Object.keys(volume)}`);
  }
  say((pod.sysctls ?? []).length, 'sysctls');
  for (const container of [...spec.containers, ...spec.initContainers ?? [], ...spec.ephemeralContainers ?? []]) {
    const own = container.securityContext ?? {}, name = container.name;
    say(own.privileged, `${name}: privileged`);
    say(own.allowPrivilegeEscalation !== false, `${name}: allowPrivilegeEscalation is not false`);
    say(!(own.capabilities?.drop ?? []).includes('ALL'), `${name}: capabilities are not dropped`);
    say((own.capabilities?.add ?? []).some(each => each !== 'NET_BIND_SERVICE'), `${name}: capabilities ${own.capabilities?.add}`);
    say((own.runAsNonRoot ?? pod.runAsNonRoot) !== true, `${name}: runAsNonRoot is not true`);
    say((own.runAsUser ?? pod.runAsUser) === 0, `${name}: runAsUser is 0`);
    say(!['RuntimeDefault', 'Localhost'].includes((own.seccompProfile ?? pod.seccompProfile)?.type), `${name}: no seccompProfile`);
    say(own.procMount && own.procMount !== 'Default', `${name}: procMount`);
    say((container.ports ?? []).some(port => port.hostPort), `${name}: hostPort`);
    for (const context of [own, pod]) {
      say(context.seLinuxOptions?.user || context.seLinuxOptions?.role, `${name}: seLinuxOptions`);
      say(context.appArmorProfile?.type === 'Unconfined', `${name}: appArmorProfile`);
      say(context.windowsOptions?.hostProcess, `${name}: hostProcess`);
    }
  }
  return found;
}
